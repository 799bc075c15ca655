package io.arxos.driver.modbus;

import io.arxos.driver.Backoff;
import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// What a line's units have refused to read: places that no request may cross, and registers that
/// are not there, which are asked for again only now and then. Any thread.
final class Holes {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofMinutes(10);

  private final Clock clock;
  private final RandomGenerator random;
  private final Set<Extent> cuts = ConcurrentHashMap.newKeySet();
  private final Map<Extent, Refused> refused = new ConcurrentHashMap<>();

  private record Refused(DeviceGate gate, Answer.Refusal answer) {}

  Holes(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// Between this one and what lies before it is something that the unit refuses.
  void cutBefore(Extent extent) {
    cuts.add(extent);
  }

  boolean isCut(Extent extent) {
    return cuts.contains(extent) || refused.containsKey(extent);
  }

  boolean isRefused(Extent extent) {
    return refused.containsKey(extent);
  }

  /// The unit refuses this one alone.
  void refuse(Extent extent, Answer.Refusal answer) {
    Refused known =
        refused.compute(
            extent,
            (_, before) ->
                new Refused(
                    before == null
                        ? new DeviceGate(clock, new Backoff(FIRST, MAX, random))
                        : before.gate(),
                    answer));
    known.gate().silent();
  }

  /// The last refusal while it is too early to ask again.
  Optional<Answer.Refusal> standing(Extent extent) {
    Refused known = refused.get(extent);
    return known == null || known.gate().open() ? Optional.empty() : Optional.of(known.answer());
  }

  /// It is there after all.
  void answered(Extent extent) {
    refused.remove(extent);
  }
}
