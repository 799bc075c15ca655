package io.arxos.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a campaign found. Safe for any thread until it is written.
final class Report {
  private static final int LISTED_MAX = 10;

  private final long seed;
  private final Map<Kind, Integer> faults = new EnumMap<>(Kind.class);
  private final List<Long> recoveryMillis = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> notDone = new ArrayList<>();
  private int cycles;
  private int published;
  private long inLedger;
  private long restMillis;
  private Verdict verdict = new Verdict(0, 0, List.of(), List.of());

  Report(long seed) {
    this.seed = seed;
  }

  synchronized void cycle() {
    cycles++;
  }

  synchronized void fault(Kind kind) {
    faults.merge(kind, 1, Integer::sum);
  }

  synchronized void recovered(Duration after) {
    recoveryMillis.add(after.toMillis());
  }

  synchronized void rest(Duration after) {
    restMillis = after.toMillis();
  }

  synchronized void violation(String what) {
    violations.add(what);
  }

  synchronized void notDone(String what) {
    notDone.add(what);
  }

  /// @param listed how many samples the loss ledger lists: so many numbers may be missing, since
  ///   what is listed is not silently lost
  synchronized void compared(Verdict found, int given, long listed) {
    verdict = found;
    published = given;
    inLedger = listed;
    if (lost() > 0) {
      violations.add("acknowledged and not stored: " + some(found.lost()));
    }
    if (!found.doubled().isEmpty()) {
      violations.add("stored more often than delivered: " + some(found.doubled()));
    }
  }

  synchronized boolean clean() {
    return violations.isEmpty();
  }

  synchronized int cycles() {
    return cycles;
  }

  private long lost() {
    return Math.max(0, verdict.lost().size() - inLedger);
  }

  private static String some(List<Integer> numbers) {
    String first = numbers.subList(0, Math.min(LISTED_MAX, numbers.size())).toString();
    return numbers.size() + " numbers, the first " + first;
  }

  synchronized ObjectNode json() {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("seed", seed).put("cycles", cycles);
    json.put("published", published);
    json.put("accepted", verdict.accepted()).put("stored", verdict.stored());
    json.put("in_ledger", inLedger);
    json.put("lost", lost()).put("doubled", verdict.doubled().size());
    var list = json.putArray("violations");
    violations.forEach(list::add);
    var skipped = json.putArray("not_done");
    notDone.forEach(skipped::add);
    ObjectNode counts = json.putObject("faults");
    faults.forEach((kind, count) -> counts.put(kind.word(), count));
    ObjectNode recovery = json.putObject("recovery_ms");
    long[] sorted = recoveryMillis.stream().mapToLong(Long::longValue).sorted().toArray();
    recovery.put("measured", sorted.length);
    recovery.put("median", sorted.length == 0 ? 0 : sorted[sorted.length / 2]);
    recovery.put("max", sorted.length == 0 ? 0 : sorted[sorted.length - 1]);
    json.put("rest_ms", restMillis);
    return json;
  }

  synchronized String text() {
    ObjectNode json = json();
    StringBuilder text = new StringBuilder();
    text.append("cycles %d, seed %d%n".formatted(cycles, seed));
    text.append(
        "readings: published %d, acknowledged %d, stored %d, in the loss ledger %d%n"
            .formatted(published, verdict.accepted(), verdict.stored(), inLedger));
    text.append("lost %d, doubled %d%n".formatted(lost(), verdict.doubled().size()));
    text.append(
        "recovery: median %s, longest %s of %d measured; at rest %s after the last fault%n"
            .formatted(
                seconds(json.at("/recovery_ms/median").asLong()),
                seconds(json.at("/recovery_ms/max").asLong()),
                recoveryMillis.size(),
                seconds(restMillis)));
    text.append(faultLines());
    notDone.forEach(line -> text.append("not done: ").append(line).append('\n'));
    violations.forEach(line -> text.append("VIOLATION: ").append(line).append('\n'));
    return text.toString();
  }

  private String faultLines() {
    List<String> words =
        faults.entrySet().stream().map(one -> one.getKey().word() + " " + one.getValue()).toList();
    int perLine = 5;
    StringBuilder lines = new StringBuilder();
    IntStream.iterate(0, at -> at < words.size(), at -> at + perLine)
        .forEach(at ->
            lines
                .append(at == 0 ? "faults: " : "        ")
                .append(String.join(", ", words.subList(at, Math.min(at + perLine, words.size()))))
                .append('\n'));
    return lines.toString();
  }

  private static String seconds(long millis) {
    return String.format(java.util.Locale.ROOT, "%.1f s", millis / 1e3);
  }
}
