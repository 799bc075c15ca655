package io.arxos.driver.modbus.register;

import io.arxos.driver.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is known of one unit's registers, and of which ones asking failed. For one thread.
public final class RegisterImage {
  private final Map<Table, Map<Integer, Integer>> words = new EnumMap<>(Table.class);
  private final List<Failure> failures = new ArrayList<>();

  private record Failure(Table table, int first, int end, Reading.Bad why) {}

  /// What became of a question.
  public sealed interface Answer {}

  /// @param wire two bytes per register; a bit of a coil is a register of 0 or 1
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Words(byte[] wire) implements Answer {}

  public record Missing(Reading.Bad why) implements Answer {}

  public void put(Table table, int first, int[] values) {
    Map<Integer, Integer> own = words.computeIfAbsent(table, _ -> new HashMap<>());
    for (int i = 0; i < values.length; i++) {
      own.put(first + i, values[i]);
    }
  }

  /// Registers as they come in an answer, two bytes each.
  public void put(Table table, int first, byte[] wire) {
    int[] values = new int[wire.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((wire[2 * i] & 0xFF) << 8) | (wire[2 * i + 1] & 0xFF);
    }
    put(table, first, values);
  }

  /// Bits as they come in an answer, packed from the lowest on.
  public void putBits(Table table, int first, byte[] packed, int count) {
    int[] values = new int[Math.min(count, 8 * packed.length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (packed[i / 8] >> (i % 8)) & 1;
    }
    put(table, first, values);
  }

  public void fail(Table table, int first, int count, Reading.Bad why) {
    failures.add(new Failure(table, first, first + count, why));
  }

  /// How many words it holds.
  public int size() {
    return words.values().stream().mapToInt(Map::size).sum();
  }

  public boolean has(Table table, int first, int count) {
    return words(table, first, count) instanceof Words;
  }

  /// All of the registers, or why not.
  public Answer words(Table table, int first, int count) {
    Map<Integer, Integer> own = words.getOrDefault(table, Map.of());
    byte[] wire = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      Integer word = own.get(first + i);
      if (word == null) {
        return new Missing(why(table, first + i));
      }
      wire[2 * i] = (byte) (word >> 8);
      wire[2 * i + 1] = (byte) (int) word;
    }
    return new Words(wire);
  }

  private Reading.Bad why(Table table, int register) {
    for (Failure failure : failures) {
      if (failure.table() == table && failure.first() <= register && register < failure.end()) {
        return failure.why();
      }
    }
    return (Reading.Bad) Reading.fault("not read");
  }
}
