package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CursorTest {
  @ParameterizedTest(name = "next {0}, block {1} to {2}: {3}")
  @CsvSource({
    "1, 1, 1, take 1",
    "1, 1, 9, take 1",
    "1, 2, 9, gap",
    "5, 1, 4, repeat",
    "5, 4, 4, repeat",
    "5, 1, 5, take 5",
    "5, 5, 5, take 5",
    "5, 3, 9, take 5",
    "5, 6, 6, gap",
    "5, 7, 9, gap",
    "9223372036854775807, 9223372036854775807, 9223372036854775807, take 9223372036854775807",
  })
  void decides(long next, long first, long last, String decision) {
    var said =
        switch (Cursor.decide(next, first, last)) {
          case Cursor.Take(long from) -> "take " + from;
          case Cursor.Repeat() -> "repeat";
          case Cursor.Gap() -> "gap";
        };
    assertEquals(decision, said);
  }

  @Test
  void nonsenseIsABrokenInvariant() {
    assertThrows(IllegalArgumentException.class, () -> Cursor.decide(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Cursor.decide(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Cursor.decide(1, 3, 2));
  }
}
