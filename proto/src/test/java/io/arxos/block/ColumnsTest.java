package io.arxos.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.arxos.block.Columns.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
  @Test
  void dictionaryHasEachPointOnceInOrderOfFirstAppearance() throws BadBlock {
    var random = new SplittableRandom(11);
    for (int round = 0; round < 50; round++) {
      var columns = RandomColumns.of(random);
      var distinct = new LinkedHashSet<String>();
      for (int row = 0; row < columns.size(); row++) {
        distinct.add(columns.point(row));
      }
      assertEquals(new ArrayList<>(distinct), columns.dictionary());
      var back = BlockCodec.decode(BlockCodec.encode(1, columns));
      assertEquals(columns.dictionary(), back.dictionary());
      for (int row = 0; row < columns.size(); row++) {
        assertSame(columns.dictionary().get(columns.pointIndex(row)), columns.point(row));
        assertEquals(columns.pointIndex(row), back.pointIndex(row));
      }
    }
  }

  // "Aa" and "BB" have one hash; so have all eight-letter words made of them.
  @Test
  void wordsOfOneHashStayApart() {
    var words = new Words(1);
    List<String> all = new ArrayList<>(List.of("AaAa", "AaBB", "BBAa", "BBBB"));
    for (String head : List.copyOf(all)) {
      for (String tail : List.of("AaAa", "AaBB", "BBAa", "BBBB")) {
        all.add(head + tail);
      }
    }
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i, words.of(all.get(i)));
    }
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i, words.of(new StringBuilder(all.get(i)).toString()));
    }
    assertEquals(all, words.list());
  }

  @Test
  void rowsBeforeTheFirstTextHaveNone() {
    var columns = new Columns(1);
    for (int row = 0; row < 100; row++) {
      var stamp = new Stamp("a/b/p-" + row % 3, row, row, 1, row == 70 ? "late" : "");
      if (row == 40) {
        columns.addText(stamp, "open");
      } else {
        columns.addInteger(stamp, row);
      }
    }
    assertEquals("", columns.text(0));
    assertEquals("open", columns.text(40));
    assertEquals("", columns.text(99));
    assertEquals("late", columns.reason(70));
    assertEquals("", columns.reason(71));
    assertEquals(99, columns.integer(99));
  }
}
