package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.cable.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private final Tally delivered = tally(1, 2, 2, 3, 4);
  private final Tally acknowledged = tally(1, 2, 3);

  @Test
  void whatWasAcknowledgedAndStoredOnceIsInOrder() {
    assertEquals(new Verdict(3, 3, List.of(), List.of()), stored(1, 2, 3));
  }

  /// 3-sync: what the source sends again is a second sample.
  @Test
  void whatWasDeliveredTwiceMayBeStoredTwice() {
    assertEquals(new Verdict(3, 3, List.of(), List.of()), stored(1, 2, 2, 3));
  }

  @Test
  void whatWasDeliveredAndNotAcknowledgedMayBeStored() {
    assertEquals(new Verdict(3, 4, List.of(), List.of()), stored(1, 2, 3, 4));
  }

  @Test
  void whatWasAcknowledgedAndIsNotStoredIsLost() {
    assertEquals(List.of(3), stored(1, 2).lost());
  }

  @Test
  void whatIsStoredMoreOftenThanDeliveredIsDoubled() {
    assertEquals(List.of(1), stored(1, 1, 2, 3).doubled());
  }

  @Test
  void whatIsStoredAndWasNeverDeliveredCountsAsDoubled() {
    assertEquals(List.of(7), stored(1, 2, 3, 7).doubled());
  }

  private Verdict stored(int... numbers) {
    return Verdict.of(delivered, acknowledged, tally(numbers));
  }

  private static Tally tally(int... numbers) {
    Tally tally = new Tally();
    for (int number : numbers) {
      tally.add(number);
    }
    return tally;
  }
}
