package io.arxos.bench;

import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What the codec is measured with: one recorded day and three made streams, each at its own slow
/// pace (for full blocks) and at 50 samples a second (for blocks as the journal closes them).
///
/// A poll or a message gives its samples one time, as in the gateway. Clocks are those of a
/// computer: polls come up to 2 ms late, and wall and monotonic clock are read one after the other.
final class CodecData {
  private static final String DAY = "/io/arxos/driver/sim/building/szvav-2017-09-21.csv";
  private static final long WALL = 1_795_000_000_000_000L;
  private static final int SAMPLES = 20_000;

  /// The journal closes a block this long after its first sample.
  private static final long CLOSED_AFTER_MICROS = 250_000;

  /// 50 samples a second.
  private static final long PER_SAMPLE_MICROS = 20_000;

  /// One data set, cut into blocks.
  record Blocks(String name, List<Columns> blocks, int samples) {}

  private final SplittableRandom random = new SplittableRandom(20_170_921);
  private final boolean journaled;
  private final List<Columns> blocks = new ArrayList<>();
  private long mono = 3_600_000_000L;
  private long blockFrom;
  private int samples;

  private CodecData(boolean journaled) {
    this.journaled = journaled;
  }

  /// @param journaled at 50 samples a second, in blocks of 250 ms; else full blocks of 500
  static List<Blocks> sets(boolean journaled) throws IOException {
    return List.of(
        new CodecData(journaled).day(),
        new CodecData(journaled).temperatures(),
        new CodecData(journaled).counters(),
        new CodecData(journaled).truths());
  }

  /// The recorded day of an air handler: 1,440 polls of 14 points.
  private Blocks day() throws IOException {
    String[] names = {
      "supply-air-temp",
      "supply-air-heating-setpoint",
      "supply-air-cooling-setpoint",
      "outdoor-air-temp",
      "mixed-air-temp",
      "return-air-temp",
      "supply-fan-status",
      "supply-fan-speed",
      "outdoor-air-damper",
      "return-air-damper",
      "exhaust-air-damper",
      "cooling-valve",
      "heating-valve",
      "occupied"
    };
    try (InputStream file = CodecData.class.getResourceAsStream(DAY)) {
      if (file == null) {
        throw new IOException("not on the class path: " + DAY);
      }
      var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII));
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        pass(60_000_000L, names.length);
        long ahead = ahead();
        for (int i = 0; i < names.length; i++) {
          String path = "hofgarten/ahu-1/" + names[i];
          if (names[i].equals("supply-fan-status") || names[i].equals("occupied")) {
            next().addBoolean(stamp(path, ahead), Double.parseDouble(cells[i + 1]) != 0);
          } else {
            next().addNumber(stamp(path, ahead), Double.parseDouble(cells[i + 1]));
          }
        }
      }
    }
    return done("ahu-day");
  }

  /// Sixty rooms that speak when they have changed by 0.2 K or more; about a message a second.
  private Blocks temperatures() {
    double[] rooms = new double[60];
    java.util.Arrays.fill(rooms, 21);
    while (samples < SAMPLES) {
      quiet(1_000_000L);
      int room = random.nextInt(rooms.length);
      double change = 0.2 + random.nextInt(8) / 100.0;
      rooms[room] += random.nextDouble() * 6 > rooms[room] - 18 ? change : -change;
      rooms[room] = Math.rint(rooms[room] * 100) / 100;
      next().addNumber(stamp(room(room) + "/air-temp", ahead()), rooms[room]);
    }
    return done("cov-temperatures");
  }

  /// Twenty-four meters, read every 15 s one after the other, some milliseconds each.
  private Blocks counters() {
    long[] meters = new long[24];
    for (int i = 0; i < meters.length; i++) {
      meters[i] = random.nextLong(80_000_000L);
    }
    while (samples < SAMPLES) {
      pass(14_880_000L, 0);
      for (int i = 0; i < meters.length; i++) {
        pass(journaled ? PER_SAMPLE_MICROS : 5_000, 0);
        meters[i] += 1 + (long) i * 2 + random.nextInt(4 + i);
        next().addInteger(stamp("hofgarten/meter-" + (i + 1) + "/energy", ahead()), meters[i]);
      }
    }
    return done("counters");
  }

  /// Forty presence sensors and windows, each sample a change; one every four seconds.
  private Blocks truths() {
    boolean[] points = new boolean[40];
    while (samples < SAMPLES) {
      quiet(4_000_000L);
      int point = random.nextInt(points.length);
      points[point] = !points[point];
      String path = room(point / 2) + (point % 2 == 0 ? "/occupied" : "/window-open");
      next().addBoolean(stamp(path, ahead()), points[point]);
    }
    return done("booleans");
  }

  private static String room(int number) {
    return "hofgarten/room-" + (number / 20 + 1) + (number % 20 < 10 ? "0" : "") + number % 20;
  }

  /// A poll's period goes by, with up to 2 ms of lateness.
  private void pass(long micros, int samplesOfPoll) {
    mono += journaled && samplesOfPoll > 0 ? samplesOfPoll * PER_SAMPLE_MICROS : micros;
    mono += random.nextInt(2_000);
  }

  /// A time without memory goes by, this long on average.
  private void quiet(long micros) {
    double mean = journaled ? PER_SAMPLE_MICROS : micros;
    mono += 1 + (long) (-Math.log(1 - random.nextDouble()) * mean);
  }

  /// How much later than the monotonic clock the wall clock was read.
  private long ahead() {
    return WALL + random.nextInt(3);
  }

  private Stamp stamp(String path, long ahead) {
    return new Stamp(path.intern(), mono + ahead, mono, 1, "");
  }

  /// The block that takes the next sample.
  private Columns next() {
    boolean full =
        !blocks.isEmpty()
            && (journaled
                ? mono - blockFrom >= CLOSED_AFTER_MICROS
                : blocks.getLast().size() == BlockCodec.SAMPLES_MAX);
    if (blocks.isEmpty() || full) {
      blocks.add(new Columns());
      blockFrom = mono;
    }
    samples++;
    return blocks.getLast();
  }

  private Blocks done(String name) {
    return new Blocks(name + (journaled ? ", journaled" : ", full"), blocks, samples);
  }
}
