package io.arxos.driver;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Remembers what it was offered and answers as it is told to.
public final class RecordingSink implements ReadingSink {
  /// Both what was offered and what was told.
  public final List<Map<PointId, Reading>> offers = new CopyOnWriteArrayList<>();

  public final List<Map<PointId, Reading>> told = new CopyOnWriteArrayList<>();
  public final List<Discovered> discovered = new CopyOnWriteArrayList<>();

  /// What becomes of an offer; durable at once unless a test says otherwise.
  public volatile Function<Map<PointId, Reading>, CompletableFuture<Acceptance>> answer =
      _ -> CompletableFuture.completedFuture(Acceptance.DURABLE);

  @Override
  public CompletableFuture<Acceptance> offer(Map<PointId, Reading> readings) {
    CompletableFuture<Acceptance> outcome = answer.apply(readings);
    offers.add(Map.copyOf(readings));
    return outcome;
  }

  @Override
  public void tell(Map<PointId, Reading> readings) {
    told.add(Map.copyOf(readings));
    offers.add(Map.copyOf(readings));
  }

  @Override
  public void discovered(Discovered device) {
    discovered.add(device);
  }

  /// Every reading of a point so far, oldest first.
  public List<Reading> of(PointId point) {
    return offers.stream()
        .filter(offer -> offer.containsKey(point))
        .map(offer -> offer.get(point))
        .toList();
  }

  /// Good values of a point so far, oldest first.
  public List<Value> values(PointId point) {
    return of(point).stream()
        .filter(Reading.Good.class::isInstance)
        .map(reading -> ((Reading.Good) reading).value())
        .toList();
  }

  public boolean sawDown(PointId point) {
    return of(point).stream()
        .anyMatch(one -> one instanceof Reading.Bad bad && bad.kind() == Reading.Kind.DOWN);
  }
}
