package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.cloud.log.LogReader.Position;
import org.junit.jupiter.api.Test;

final class SeekerTest {
  @Test
  void theStoresPlaceHoldsAsFarAsTheLogHasIt() {
    assertEquals(3, Seeker.place(null, 3, 9), "unknown log: its start");
    assertEquals(5, Seeker.place(Position.at(5), 3, 9));
    assertEquals(9, Seeker.place(Position.at(9), 3, 9));
    assertEquals(9, Seeker.place(Position.at(12), 3, 9), "beyond the end: the end");
    assertEquals(3, Seeker.place(Position.at(1), 3, 9), "before the start: the start");
  }
}
