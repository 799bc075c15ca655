package io.arxos.gateway.control;

import static io.arxos.gateway.control.TestBuilding.SETPOINT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arxos.driver.Value.Num;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArbiterTest {
  private static final int STEPS = 2_000;

  private final Arbiter arbiter = new Arbiter(new TestBuilding().plan());
  private final Moment start = new Moment(0, 0);

  @Test
  void theLowestLevelWinsAndWhatIsGivenBackFallsThrough() {
    assertEquals(new Num(21), inForce());
    write(16, 20, 60);
    assertEquals(new Num(20), inForce());
    write(9, 23, 60);
    write(8, 24, 60);
    assertEquals(new Num(24), inForce());
    arbiter.relinquish(SETPOINT, 8);
    assertEquals(new Num(23), inForce());
    arbiter.relinquish(SETPOINT, 9);
    assertEquals(new Num(20), inForce());
    arbiter.relinquish(SETPOINT, 16);
    assertEquals(new Num(21), inForce());
  }

  @Test
  void limitsClampTheWinner() {
    write(9, 40, 60);
    assertEquals(new Num(26), inForce());
    write(8, -40, 60);
    assertEquals(new Num(15), inForce());
  }

  @Test
  void aLeaseEndsToTheNanosecondAndIsSaidOnce() {
    write(9, 23, 60);
    assertEquals(List.of(), arbiter.expire(new Moment(59_999_999_999L, 0)));
    assertEquals(1, arbiter.expire(new Moment(60_000_000_000L, 0)).size());
    assertEquals(new Num(21), inForce());
    assertEquals(List.of(), arbiter.expire(new Moment(60_000_000_000L, 0)));
  }

  // The wall clock may step while the gateway runs; it must neither end a lease nor make it longer.
  @Test
  void aStepOfTheWallClockDoesNotEndALease() {
    write(9, 23, 60);
    assertEquals(List.of(), arbiter.expire(new Moment(1, Long.MAX_VALUE)));

    Lease carriedOver =
        Lease.carriedOver(start, 60_000_000, 60_000_000); // control: after a restart
    assertEquals(true, carriedOver.expired(new Moment(1, Long.MAX_VALUE)));
  }

  @Test
  void nobodyWritesWithoutANameAndAReason() {
    Lease lease = Lease.from(start, Duration.ofSeconds(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Entry(9, new Num(1), " ", "because", 0, lease, "c"));
    assertThrows(
        IllegalArgumentException.class, () -> new Entry(9, new Num(1), "Anna", "", 0, lease, "c"));
  }

  /// What an arbiter is, written as plainly as can be: a list of writes.
  private record Naive(int level, double value, long endNanos) {}

  // A failing seed is run again by its name.
  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void decidesLikeAPlainListOfWrites(long seed) {
    var random = new SplittableRandom(seed);
    List<Naive> model = new ArrayList<>();
    long nanos = 0;
    for (int step = 0; step < STEPS; step++) {
      nanos += random.nextInt(3_000) * 1_000_000L;
      long now = nanos;
      int level = random.nextInt(1, 17);
      model.removeIf(write -> write.endNanos() <= now);
      arbiter.expire(new Moment(now, 0));
      switch (random.nextInt(3)) {
        case 0 -> {
          arbiter.relinquish(SETPOINT, level);
          model.removeIf(write -> write.level() == level);
        }
        default -> {
          double value = random.nextInt(10, 30);
          int seconds = random.nextInt(1, 60);
          arbiter.write(SETPOINT, entry(new Moment(now, 0), level, value, seconds));
          model.removeIf(write -> write.level() == level);
          model.add(new Naive(level, value, now + seconds * 1_000_000_000L));
        }
      }
      double expected =
          model.stream().min(Comparator.comparingInt(Naive::level)).map(Naive::value).orElse(21.0);
      assertEquals(new Num(Math.clamp(expected, 15, 26)), inForce(), "step " + step);
      assertEquals(model.size(), arbiter.holds().size(), "step " + step);
    }
  }

  static LongStream seeds() {
    return System.getProperty("seed") == null
        ? LongStream.rangeClosed(1, 50)
        : LongStream.of(Long.getLong("seed"));
  }

  private Num inForce() {
    return (Num) arbiter.decide(SETPOINT).value();
  }

  private void write(int level, double value, int seconds) {
    arbiter.write(SETPOINT, entry(start, level, value, seconds));
  }

  private static Entry entry(Moment now, int level, double value, int seconds) {
    return new Entry(
        level,
        new Num(value),
        "Anna",
        "test",
        now.wallMicros(),
        Lease.from(now, Duration.ofSeconds(seconds)),
        "command");
  }
}
