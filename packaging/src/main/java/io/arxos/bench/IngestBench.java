package io.arxos.bench;

import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.store.Store;
import io.arxos.stage.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a sample costs from the stream to the committed row, Kafka and PostgreSQL counted, and how
/// long its acknowledgement takes.
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Sends blocks of 500, 100 and 1 samples to a real cloud and reads from the kernel what cloud",
      "and PostgreSQL spend on them; compared with one row per sample in the same PostgreSQL."
    })
final class IngestBench implements Callable<Integer> {
  private static final int POINTS = 20;
  private static final long PERIOD_MICROS = 20_000;
  private static final int MESSAGE_SAMPLES_MAX = 5_000;
  private static final int BLOCKS_PER_MESSAGE_MAX = 500;
  private static final double RATE_AIM = 1_000_000;
  private static final double ROW_RATIO_AIM = 20;
  private static final double ROW_BYTES_AIM = 0.125;
  private static final double ACK_MILLIS_AIM = 200;
  private static final int STEADY_MILLIS = 100;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Of each case with long blocks (default 10000000).")
  private long samples = 10_000_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the steady case (default 30).")
  private int seconds = 30;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Record the cloud with the JDK's flight recorder into this file.")
  private @org.jspecify.annotations.Nullable Path profile;

  private final Figures figures = new Figures("ingest");
  private final SyncBacklog values = new SyncBacklog();
  private long next = 1;
  private long micros;

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("arxos-bench");
    List<String> flags =
        profile == null
            ? List.of()
            : List.of("-XX:StartFlightRecording=filename=" + profile + ",settings=profile");
    Path keys = data.resolve("keys");
    try (var cloud = BenchCloud.start(data, Map.of(IngestGatewayWire.ID, keys), flags);
        var db = connect(cloud.store());
        var gateway = new IngestGatewayWire(cloud.port(), keys, POINTS)) {
      figures.add("start", "load_average", BenchCloud.loadAverage(), "1");
      micros = Load.nowMicros() - 3 * samples * PERIOD_MICROS - 3_600_000_000L;
      var bench = new Measure(cloud, db, gateway);
      bench.run(new Shape("warm-up", 100, samples / 4));
      bench.run(new Shape("warm-up", 500, samples / 4));
      Row row = reference(cloud, db, Math.min(samples, 1_000_000));
      bench.report(bench.run(new Shape("blocks of 500", 500, samples)), row);
      bench.report(bench.run(new Shape("blocks of 100", 100, samples)), row);
      bench.report(bench.run(new Shape("blocks of 1", 1, samples / 50)), row);
      steady(gateway);
      figures.add("end", "load_average", BenchCloud.loadAverage(), "1");
    }
    SyncBacklog.delete(data);
    System.out.print(json ? figures.json() + "\n" : figures.table());
    return 0;
  }

  private static Connection connect(Store.Address store) throws SQLException {
    return DriverManager.getConnection(store.url(), store.user(), store.password());
  }

  /// @param block samples in a block
  private record Shape(String name, int block, long samples) {}

  /// What was measured of one shape.
  private record Measured(Shape shape, Cpu cpu, double bytes, List<Double> waits) {}

  /// Processor time in microseconds.
  ///
  /// @param compilers of the JVM: told apart, because a cloud that runs for months has none of it
  private record Cpu(long all, long postgres, long compilers) {
    static Cpu of(BenchCloud cloud) throws IOException {
      return new Cpu(cloud.cpuMicros(), cloud.postgresMicros(), cloud.compilerMicros());
    }

    Cpu since(Cpu before) {
      return new Cpu(all - before.all, postgres - before.postgres, compilers - before.compilers);
    }
  }

  /// One row per sample.
  private record Row(double perCpuSecond, double bytes) {}

  private final class Measure {
    private final BenchCloud cloud;
    private final Connection db;
    private final IngestGatewayWire gateway;

    Measure(BenchCloud cloud, Connection db, IngestGatewayWire gateway) {
      this.cloud = cloud;
      this.db = db;
      this.gateway = gateway;
    }

    Measured run(Shape shape) throws Exception {
      tell(shape.name());
      execute(db, "checkpoint");
      long bytes = number(db, LEDGER_BYTES);
      var before = Cpu.of(cloud);
      for (long left = shape.samples(); left > 0; ) {
        left -= send(gateway, shape, left);
      }
      gateway.awaitAll();
      execute(db, "checkpoint");
      var spent = Cpu.of(cloud).since(before);
      double each = (double) (number(db, LEDGER_BYTES) - bytes) / shape.samples();
      return new Measured(shape, spent, each, gateway.takeWaits());
    }

    void report(Measured measured, Row row) {
      var shape = measured.shape();
      var cpu = measured.cpu();
      double rate = shape.samples() * 1e6 / (cpu.all() - cpu.compilers());
      var speed =
          figures
              .add(shape.name(), "samples_per_cpu_second", rate, "1/s")
              .reference("row per sample", row.perCpuSecond());
      var space =
          figures
              .add(shape.name(), "bytes_per_sample", measured.bytes(), "B")
              .reference("row per sample", row.bytes());
      var store =
          figures
              .add(
                  shape.name(),
                  "samples_per_postgres_second",
                  shape.samples() * 1e6 / Math.max(1, cpu.postgres()),
                  "1/s")
              .reference("row per sample", row.perCpuSecond());
      if (shape.block() >= 100) {
        speed.atLeast(RATE_AIM);
        store.ratioAtLeast(ROW_RATIO_AIM);
        space.ratioAtMost(ROW_BYTES_AIM);
      }
      figures.add(
          shape.name(), "jvm_cpu_s", (cpu.all() - cpu.postgres() - cpu.compilers()) / 1e6, "s");
      figures.add(shape.name(), "compilers_cpu_s", cpu.compilers() / 1e6, "s");
      figures.add(shape.name(), "ack_p50_ms", at(measured.waits(), 0.5), "ms");
      figures.add(shape.name(), "ack_p99_ms", at(measured.waits(), 0.99), "ms");
    }
  }

  private static final String LEDGER_BYTES =
      "select sum(pg_total_relation_size(relid))::bigint from pg_partition_tree('block')";

  /// @return how many samples were sent
  private long send(IngestGatewayWire gateway, Shape shape, long left) throws InterruptedException {
    long first = next;
    var blocks = new ArrayList<byte[]>();
    int count = 0;
    while (count < Math.min(left, MESSAGE_SAMPLES_MAX) && blocks.size() < BLOCKS_PER_MESSAGE_MAX) {
      int size = (int) Math.min(shape.block(), left - count);
      blocks.add(block(size));
      count += size;
    }
    gateway.send(first, next - 1, blocks);
    return count;
  }

  private byte[] block(int size) {
    var columns = new Columns();
    for (int i = 0; i < size; i++) {
      micros += PERIOD_MICROS;
      int point = (int) ((next + i) % POINTS);
      var path = SyncModelWire.point(IngestGatewayWire.ID, point);
      columns.addNumber(new Columns.Stamp(path, micros, micros, 1, ""), values.next(point));
    }
    byte[] block = BlockCodec.encode(next, columns);
    next += size;
    return block;
  }

  /// As a gateway in its everyday life: a block of few samples ten times a second.
  private void steady(IngestGatewayWire gateway) throws Exception {
    tell("steady");
    gateway.takeWaits();
    var never = new CountDownLatch(1);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      send(gateway, new Shape("steady", 100, 100), 100);
      never.await(STEADY_MILLIS, TimeUnit.MILLISECONDS);
    }
    gateway.awaitAll();
    var waits = gateway.takeWaits();
    figures.add("steady", "ack_p50_ms", at(waits, 0.5), "ms").atMost(ACK_MILLIS_AIM);
    figures.add("steady", "ack_p99_ms", at(waits, 0.99), "ms");
  }

  /// What anybody would do: a table with an index, filled by COPY in large transactions. Only what
  /// the server spends is counted, not the client.
  private Row reference(BenchCloud cloud, Connection db, long count) throws Exception {
    tell("one row per sample");
    execute(
        db,
        "create table bench_sample (point integer not null, time timestamptz not null,"
            + " value double precision, status smallint not null)");
    execute(db, "create index on bench_sample (point, time)");
    execute(db, "checkpoint");
    long cpu = cloud.postgresMicros();
    new RowPerSample(db).copy(count, Load.nowMicros() - count * PERIOD_MICROS);
    execute(db, "checkpoint");
    long spent = cloud.postgresMicros() - cpu;
    double bytes = (double) number(db, "select pg_total_relation_size('bench_sample')") / count;
    execute(db, "drop table bench_sample");
    return new Row(count * 1e6 / spent, bytes);
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) ((sorted.size() - 1) * share));
  }

  private static void execute(Connection db, String text) throws SQLException {
    try (var sql = db.createStatement()) {
      sql.execute(text);
    }
  }

  private static long number(Connection db, String text) throws SQLException {
    try (var sql = db.createStatement();
        var rows = sql.executeQuery(text)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void tell(String what) {
    System.err.println("bench: " + what);
  }
}
