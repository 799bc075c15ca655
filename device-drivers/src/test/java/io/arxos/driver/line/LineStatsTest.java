package io.arxos.driver.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.RawWords.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LineStatsTest {
  private final LineStats stats = new LineStats("127.0.0.1:502", Medium.BUS);

  @Test
  void nothingIsLostUnderManyThreads() throws InterruptedException {
    int threads = 8;
    int each = 10_000;
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < each; n++) {
                  DeviceStats device = stats.device("unit-id " + n % 3);
                  device.asked();
                  if (n % 10 == 0) {
                    device.retried();
                    device.failed(Trouble.SILENCE, 1_000);
                  } else {
                    device.answered(2_000_000);
                  }
                }
              }));
    }
    for (Thread thread : running) {
      thread.join();
    }
    List<DeviceReport> devices = stats.report().devices();
    assertEquals(3, devices.size());
    assertEquals(
        (long) threads * each, devices.stream().mapToLong(one -> one.exchanges().asked()).sum());
    assertEquals(
        (long) threads * each * 9 / 10,
        devices.stream().mapToLong(one -> one.latency().count()).sum());
    assertEquals(
        (long) threads * each / 10,
        devices.stream().mapToLong(one -> one.of(Trouble.SILENCE)).sum());
    assertEquals(0.1, devices.getFirst().retryRate(), 0.001);
  }

  @Test
  void aPercentileIsRightToWithinAFifth() {
    DeviceStats device = stats.device("unit-id 1");
    for (int i = 1; i <= 100; i++) {
      device.answered(i * 1_000_000L);
    }
    Latency latency = stats.report().devices().getFirst().latency();
    assertEquals(50, latency.percentileMillis(0.5), 10);
    assertEquals(95, latency.percentileMillis(0.95), 19);
    assertEquals(100, latency.bars().stream().mapToLong(Latency.Bar::count).sum());
    for (Latency.Bar bar : latency.bars()) {
      assertTrue(bar.fromMillis() < bar.toMillis(), bar.toString());
    }
  }

  @Test
  void noLatencyIsOutsideTheBuckets() {
    DeviceStats device = stats.device("unit-id 1");
    for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, 1, 64_000, Long.MAX_VALUE}) {
      device.answered(nanos);
    }
    assertEquals(6, stats.report().devices().getFirst().latency().count());
    assertEquals(0, Latency.bucket(63_999));
    assertEquals(1, Latency.bucket(64_000));
    assertEquals(Latency.BUCKETS - 1, Latency.bucket(Long.MAX_VALUE));
  }

  @Test
  void withoutAnswersThereIsNoLatency() {
    stats.device("unit-id 1").asked();
    Latency latency = stats.report().devices().getFirst().latency();
    assertEquals(0, latency.percentileMillis(0.95));
    assertEquals(List.of(), latency.bars());
  }

  // A scan of a bus, or a broker with a thousand talkers, must not fill the memory.
  @Test
  void whateverADeviceDoesTheMemoryOfItIsBounded() {
    for (int i = 0; i < 2 * LineStats.DEVICES_MAX; i++) {
      stats.device("unit-id " + i).asked();
    }
    DeviceStats device = stats.device("unit-id 0");
    for (int i = 0; i < 1_000; i++) {
      device.identity("serial " + i);
      device.ended(i, Trouble.LOST);
      device.words("site/a/p" + i, Form.UINT32, "ABCD", 1, new byte[] {0, 0, 0, (byte) i});
      device.words("site/a/p0", Form.UINT32, "ABCD", 1, new byte[] {0, 0, (byte) (i >> 8), 1});
    }
    List<DeviceReport> devices = stats.report().devices();
    assertEquals(LineStats.DEVICES_MAX + 1, devices.size());
    assertEquals(LineStats.REST, devices.getLast().name());
    assertEquals(LineStats.DEVICES_MAX, devices.getLast().exchanges().asked());
    DeviceReport first = devices.getFirst();
    assertEquals(DeviceStats.IDENTITIES_MAX, first.identities().seen().size());
    assertEquals(999, first.identities().changes());
    assertEquals(DeviceStats.SESSIONS_MAX, first.sessions().size());
    assertEquals(1_000, first.of(Trouble.LOST));
    assertEquals(DeviceStats.WORDS_MAX, first.words().size());
    assertTrue(first.words().getFirst().samples().size() <= DeviceStats.SAMPLES_MAX);
  }

  @Test
  void onlyDistinctWordsOfTheRightLengthAreKept() {
    DeviceStats device = stats.device("unit-id 1");
    device.words("site/a/p", Form.FLOAT32, "ABCD", 0.1, new byte[] {1, 2, 3});
    device.words("site/a/p", Form.FLOAT32, "ABCD", 0.1, new byte[] {1, 2, 3, 4});
    device.words("site/a/p", Form.FLOAT32, "ABCD", 0.1, new byte[] {1, 2, 3, 4});
    byte[] fourth = {1, 2, 3, 4};
    List<Byte> kept = List.of(fourth[0], fourth[1], fourth[2], fourth[3]);
    assertEquals(
        List.of(new RawWords("site/a/p", Form.FLOAT32, "ABCD", 0.1, List.of(kept))),
        stats.report().devices().getFirst().words());
  }

  @Test
  void troublesThatGarbleAreCountedTogether() {
    DeviceStats device = stats.device("unit-id 1");
    device.failed(Trouble.CHECKSUM, 5);
    device.failed(Trouble.MISMATCH, 5);
    device.failed(Trouble.SILENCE, 5);
    DeviceReport report = stats.report().devices().getFirst();
    assertEquals(2, report.garbled());
    assertEquals(15, report.exchanges().busyNanos());
    assertEquals(
        Map.of(Trouble.CHECKSUM, 1L, Trouble.MISMATCH, 1L, Trouble.SILENCE, 1L), report.troubles());
  }
}
