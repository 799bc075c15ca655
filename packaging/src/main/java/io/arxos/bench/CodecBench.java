package io.arxos.bench;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the block codec costs in time and space, beside zstd and Gorilla in the same run.
///
/// Method: all codecs first run over all data sets for some seconds, so that the compiler has seen
/// every kind of data before anything is measured, and nothing is tuned to one. Then each codec
/// encodes, and decodes, a whole data set (about 20,000 samples, a fraction of a millisecond) again
/// and again; the best round counts, because a round is short enough to pass between two moments at
/// which other processes take the processor away, and everything that disturbs makes it slower. One
/// thread; each result is used, so that no work can be left out. Time to fill the columns is told
/// on its own.
@Command(
    name = "codec",
    mixinStandardHelpOptions = true,
    description = "Measures the block codec: time and bytes per sample, beside zstd and Gorilla.")
final class CodecBench implements Callable<Integer> {
  private static final double BYTES_AIM = 1.8;
  private static final double ENCODE_NS_AIM = 15;
  private static final double DECODE_NS_AIM = 10;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(names = "--rounds", description = "Rounds per measurement (default 400).")
  private int rounds = 400;

  @Option(names = "--warm-up", description = "Seconds of warm-up (default 12).")
  private int warmUpSeconds = 12;

  private final Figures figures = new Figures("codec");
  private final Codec block = Codec.block();
  private final Codec zstd = new RawZstd();
  private final Codec gorilla = new Gorilla();

  /// So that every result is used.
  private long seen;

  @Override
  public Integer call() throws IOException {
    List<CodecData.Blocks> full = CodecData.sets(false);
    List<CodecData.Blocks> all = new ArrayList<>(full);
    all.addAll(CodecData.sets(true));
    warmUp(all);
    for (CodecData.Blocks set : all) {
      measure(set, full.contains(set));
    }
    figures.add("machine", "load_average", loadAverage(), "1");
    System.out.print(json ? figures.json() + "\n" : figures.table());
    if (seen == 42) {
      System.err.println("bench: by chance");
    }
    return 0;
  }

  private void warmUp(List<CodecData.Blocks> all) {
    long until = System.nanoTime() + warmUpSeconds * 1_000_000_000L;
    while (System.nanoTime() < until) {
      for (CodecData.Blocks set : all) {
        for (Codec codec : List.of(block, gorilla, zstd)) {
          decodeNanos(codec, encoded(codec, set));
          seen += fill(set);
        }
      }
    }
  }

  private void measure(CodecData.Blocks set, boolean full) {
    Cost ours = cost(block, set);
    Cost ofZstd = cost(zstd, set);
    Cost ofGorilla = cost(gorilla, set);
    Cost smaller = ofZstd.bytes < ofGorilla.bytes ? ofZstd : ofGorilla;
    String name = set.name();
    Figure bytes =
        figures
            .add(name, "bytes_per_sample", ours.bytes, "B")
            .reference(smaller == ofZstd ? "zstd-3" : "gorilla", smaller.bytes);
    Figure encode =
        figures.add(name, "encode_ns", ours.encode, "ns").reference("gorilla", ofGorilla.encode);
    Figure decode =
        figures.add(name, "decode_ns", ours.decode, "ns").reference("gorilla", ofGorilla.decode);
    if (full) {
      bytes.ratioAtMost(1);
      encode.atMost(ENCODE_NS_AIM);
      decode.atMost(DECODE_NS_AIM);
    }
    if (name.equals("ahu-day, full")) {
      bytes.atMost(BYTES_AIM);
    }
    figures.add(name, "zstd_bytes_per_sample", ofZstd.bytes, "B");
    figures.add(name, "zstd_encode_ns", ofZstd.encode, "ns");
    figures.add(name, "zstd_decode_ns", ofZstd.decode, "ns");
    figures.add(name, "gorilla_bytes_per_sample", ofGorilla.bytes, "B");
    figures.add(name, "fill_ns", fillNanos(set), "ns");
    figures.add(name, "samples_per_block", set.samples() / (double) set.blocks().size(), "1");
  }

  /// Per sample.
  private record Cost(double encode, double decode, double bytes) {}

  private Cost cost(Codec codec, CodecData.Blocks set) {
    List<byte[]> encoded = encoded(codec, set);
    long encode = Long.MAX_VALUE;
    long decode = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      encode = Math.min(encode, encodeNanos(codec, set));
      decode = Math.min(decode, decodeNanos(codec, encoded));
    }
    double bytes = encoded.stream().mapToInt(block -> block.length).sum();
    double samples = set.samples();
    return new Cost(encode / samples, decode / samples, bytes / samples);
  }

  private static List<byte[]> encoded(Codec codec, CodecData.Blocks set) {
    return set.blocks().stream().map(codec::encode).toList();
  }

  private long encodeNanos(Codec codec, CodecData.Blocks set) {
    long begin = System.nanoTime();
    for (Columns columns : set.blocks()) {
      seen += codec.encode(columns).length;
    }
    return System.nanoTime() - begin;
  }

  private long decodeNanos(Codec codec, List<byte[]> encoded) {
    long begin = System.nanoTime();
    for (byte[] bytes : encoded) {
      seen += codec.decode(bytes);
    }
    return System.nanoTime() - begin;
  }

  private double fillNanos(CodecData.Blocks set) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long begin = System.nanoTime();
      seen += fill(set);
      best = Math.min(best, System.nanoTime() - begin);
    }
    return best / (double) set.samples();
  }

  private static long fill(CodecData.Blocks set) {
    long rows = 0;
    for (Columns from : set.blocks()) {
      var to = new Columns();
      for (int row = 0; row < from.size(); row++) {
        var stamp =
            new Stamp(
                from.point(row), from.wallMicros(row), from.monoMicros(row), from.status(row), "");
        switch (from.kind(row)) {
          case NUMBER -> to.addNumber(stamp, from.number(row));
          case INTEGER -> to.addInteger(stamp, from.integer(row));
          case BOOLEAN -> to.addBoolean(stamp, from.bool(row));
          case TEXT, NONE -> to.addNone(stamp);
        }
      }
      rows += to.size();
    }
    return rows;
  }

  private static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
