package io.arxos.chaos;

import io.arxos.cable.Cable;
import io.arxos.cable.Trouble;
import io.arxos.cable.Way;
import io.arxos.stage.Child;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Makes one fault and mends it. A thread per fault; what a fault remembers between the two is in
/// the [Made] that it returns.
final class Faults {
  private static final int RESET_PAUSE_MILLIS = 250;
  private static final Duration AGAIN_MAX = Duration.ofSeconds(90);

  private final Rig rig;
  private final CloudDamage damage;

  Faults(Rig rig) {
    this.rig = rig;
    this.damage = new CloudDamage(rig.cloudData());
  }

  /// A fault that lasts.
  ///
  /// @param seen what there was to be seen
  /// @param mend puts things right and says what was to be seen meanwhile
  record Made(String seen, Mend mend) {}

  interface Mend {
    String now() throws IOException, InterruptedException;
  }

  Made make(Step step) throws IOException, InterruptedException {
    Rig.Parts parts = rig.parts();
    return switch (step.kind()) {
      case KILL_GATEWAY -> ended(Child::kill, parts.gateway());
      case KILL_CLOUD -> ended(Child::kill, parts.cloud());
      case KILL_BOTH -> ended(Child::kill, parts.gateway(), parts.cloud());
      case END_GATEWAY -> ended(Child::terminate, parts.gateway());
      case END_CLOUD -> ended(Child::terminate, parts.cloud());
      case PAUSE_GATEWAY -> paused(parts.gateway().pid());
      case PAUSE_CLOUD -> paused(parts.cloud().pid());
      case PAUSE_POSTGRES -> paused(Signals.family(damage.postmaster()));
      case KILL_POSTGRES -> killed(damage.postmaster());
      case KILL_POSTGRES_BACKEND -> killed(damage.backend());
      case LOG_LOSES_TAIL -> withCloudDown(() -> damage.cutLogTails(step.with("bytes")) + " bytes");
      case LOG_IS_ANOTHER ->
          withCloudDown(() -> {
            damage.deleteLog();
            return "deleted";
          });
      case CLOUD_DISK_FULL -> filled(rig.disk("cloud"));
      case GATEWAY_DISK_FULL -> filled(rig.disk("gateway"));
      case GATEWAY_CLOCK -> wrong(rig.clock("gateway"), step.with("seconds"));
      case CLOUD_CLOCK -> wrong(rig.clock("cloud"), step.with("seconds"));
      case GATEWAY_DISK_LIES -> lying(step);
      case LINK_CUT,
          LINK_STALLS,
          LINK_LATE,
          LINK_SLICED,
          LINK_NARROW,
          LINK_ONE_WAY,
          LINK_RESET,
          LINK_HALF_CLOSED,
          LINK_FLIPS ->
          suffering(parts.link(), step);
      case BROKER_CUT,
          BROKER_LATE,
          BROKER_SLICED,
          BROKER_ONE_WAY,
          BROKER_RESET,
          BROKER_HALF_CLOSED ->
          suffering(parts.broker(), step);
    };
  }

  private static Made over(String seen) {
    return new Made(seen, () -> "");
  }

  /// Over when another process has been started in the place of each: one that ends in order serves
  /// on for a while, and must not be taken for one that has recovered.
  private static Made ended(Consumer<Child> how, Child... children) {
    int[] before = Stream.of(children).mapToInt(Child::starts).toArray();
    String pids = Stream.of(children).map(child -> Long.toString(child.pid())).toList().toString();
    Stream.of(children).forEach(how);
    return new Made(
        "processes " + pids,
        () -> {
          for (int i = 0; i < children.length; i++) {
            Child child = children[i];
            int starts = before[i];
            Pause.until(AGAIN_MAX, "started again", () -> child.starts() > starts);
          }
          return "started again";
        });
  }

  private static Made killed(long pid) throws IOException, InterruptedException {
    Signals.send("KILL", pid);
    return over(pid == 0 ? "none runs" : "process " + pid);
  }

  private static Made paused(long... pids) throws IOException, InterruptedException {
    Signals.send("STOP", pids);
    return new Made(
        pids.length + " processes",
        () -> {
          Signals.send("CONT", pids);
          return "";
        });
  }

  private Made withCloudDown(Mend work) throws IOException, InterruptedException {
    rig.parts().cloud().killAndHold();
    try {
      return over(work.now());
    } finally {
      rig.parts().cloud().release();
    }
  }

  private static Made filled(Disk disk) {
    disk.fill();
    return new Made(
        "full",
        () -> {
          disk.free();
          return "";
        });
  }

  private static Made wrong(FakeClock clock, int seconds) throws IOException {
    clock.wrongBy(seconds);
    return new Made(
        "wrong by " + seconds + " s",
        () -> {
          clock.wrongBy(0);
          return "right again";
        });
  }

  private static Made suffering(Cable cable, Step step) throws InterruptedException {
    long swallowed = cable.swallowedBytes();
    switch (step.kind()) {
      case LINK_CUT, LINK_STALLS, BROKER_CUT -> cable.cut();
      case LINK_LATE, BROKER_LATE ->
          cable.suffer(new Trouble.Late(step.with("millis_min"), step.with("millis_max")));
      case LINK_SLICED, BROKER_SLICED -> cable.suffer(new Trouble.Sliced());
      case LINK_NARROW -> cable.suffer(new Trouble.Narrow(step.with("bytes_per_second")));
      case LINK_ONE_WAY, BROKER_ONE_WAY -> cable.suffer(new Trouble.OneWay(way(step)));
      case LINK_HALF_CLOSED, BROKER_HALF_CLOSED -> cable.halfClose(way(step));
      case LINK_FLIPS -> cable.flipOnce(way(step));
      case LINK_RESET, BROKER_RESET -> {
        for (int i = 0; i < step.with("times"); i++) {
          Pause.millis(i == 0 ? 0 : RESET_PAUSE_MILLIS);
          cable.reset();
        }
      }
      default -> throw new IllegalArgumentException(step + " is no fault of a cable");
    }
    return new Made(
        cable.connections() + " connections",
        () -> {
          mend(cable, step.kind());
          return (cable.swallowedBytes() - swallowed) + " bytes swallowed";
        });
  }

  /// MQTT without TLS has nothing by which a missing byte is noticed, and no TCP connection loses
  /// one and goes on: there the connection ends with the fault. On the link TLS must notice.
  private static void mend(Cable cable, Kind kind) {
    if (kind == Kind.LINK_CUT || kind == Kind.BROKER_CUT || kind == Kind.BROKER_ONE_WAY) {
      cable.restore();
    } else {
      cable.mend();
    }
  }

  private static Way way(Step step) {
    return step.with("up") == 1 ? Way.UP : Way.DOWN;
  }

  /// Without the cloud, samples are acknowledged that only the journal has; then the journal loses
  /// them.
  private Made lying(Step step) {
    Rig.Parts parts = rig.parts();
    parts.link().cut();
    return new Made(
        "the link is cut",
        () -> {
          parts.gateway().killAndHold();
          Path log = newestJournalLog();
          long cut;
          try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            long keep = Math.max(0, file.length() - step.with("bytes"));
            cut = file.length() - keep;
            file.setLength(keep);
          }
          parts.gateway().release();
          parts.link().restore();
          return cut + " bytes of " + log.getFileName() + " are gone";
        });
  }

  private Path newestJournalLog() throws IOException {
    try (Stream<Path> tree = Files.walk(rig.gatewayData())) {
      return tree.filter(path -> path.getFileName().toString().matches("\\d+\\.log"))
          .max(Comparator.comparing(Path::getFileName))
          .orElseThrow(() -> new IOException("the journal has no log"));
    }
  }
}
