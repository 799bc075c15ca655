package io.arxos.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What a campaign did and saw, one JSON object per line, written as it happens. `cycle` lines hold
/// all that is needed to do it again. Safe for any thread.
final class RecordFile implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CYCLES_MAX = 100_000;

  private final PrintStream out;
  private final long beginNanos = System.nanoTime();

  RecordFile(Path file) throws IOException {
    out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
  }

  synchronized void note(String event, Consumer<ObjectNode> what) {
    ObjectNode line = JSON.createObjectNode();
    line.put("t_ms", (System.nanoTime() - beginNanos) / 1_000_000).put("event", event);
    what.accept(line);
    out.println(line);
  }

  void cycle(int number, Cycle cycle) {
    note(
        "cycle",
        line -> {
          line.put("cycle", number).put("calm", cycle.calm());
          ArrayNode steps = line.putArray("steps");
          cycle.steps().forEach(step -> write(step, steps.addObject()));
        });
  }

  static void write(Step step, ObjectNode to) {
    to.put("fault", step.kind().word());
    to.put("at_ms", step.atMillis()).put("lasts_ms", step.lastsMillis());
    ObjectNode with = to.putObject("with");
    step.with().forEach(with::put);
  }

  /// The cycles of an earlier campaign.
  ///
  /// @throws IOException when the file is none of ours, in one line
  static List<Cycle> read(Path file) throws IOException {
    List<Cycle> cycles = new ArrayList<>();
    for (String text : Files.readAllLines(file)) {
      JsonNode line = JSON.readTree(text);
      if ("cycle".equals(line.path("event").asText()) && cycles.size() < CYCLES_MAX) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : line.path("steps")) {
          steps.add(step(step, file));
        }
        cycles.add(new Cycle(List.copyOf(steps), line.path("calm").asBoolean()));
      }
    }
    if (cycles.isEmpty()) {
      throw new IOException(file + " holds no cycles; it must be what --record has written");
    }
    return cycles;
  }

  private static Step step(JsonNode step, Path file) throws IOException {
    String word = step.path("fault").asText();
    Map<String, Integer> with = new TreeMap<>();
    step.path("with").properties().forEach(one -> with.put(one.getKey(), one.getValue().asInt()));
    return new Step(
        Kind.of(word).orElseThrow(() -> new IOException(file + ": no fault is named " + word)),
        step.path("at_ms").asInt(),
        step.path("lasts_ms").asInt(),
        with);
  }

  @Override
  public void close() {
    out.close();
  }
}
