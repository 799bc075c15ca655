package io.arxos.driver.mqtt.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.arxos.driver.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arrays and tables as texts of JSON.
final class Structures {
  private Structures() {}

  /// The columns' names, then the rows.
  static String table(Raw.Table table) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    ArrayNode head = all.addArray();
    table.columns().forEach(head::add);
    for (List<Raw> row : table.rows()) {
      ArrayNode cells = all.addArray();
      for (int i = 0; i < row.size(); i++) {
        int type = i < table.types().size() ? table.types().get(i) : 0;
        put(cells, Typed.of(DataType.of(type), row.get(i)).value());
      }
    }
    return all.toString();
  }

  /// Null when there are bytes missing.
  static @Nullable String array(DataType element, byte[] bytes) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean whole =
        switch (element) {
          case BOOLEAN -> flags(all, buffer);
          case STRING -> texts(all, bytes);
          default -> numbers(all, element, buffer);
        };
    return whole ? all.toString() : null;
  }

  private static boolean numbers(ArrayNode all, DataType element, ByteBuffer buffer) {
    int size =
        switch (element) {
          case FLOAT -> 4;
          case DOUBLE -> 8;
          default -> element.bits() / 8;
        };
    if (buffer.remaining() % size != 0) {
      return false;
    }
    while (buffer.hasRemaining()) {
      Raw raw =
          switch (element) {
            case FLOAT -> new Raw.Real(Double.parseDouble(Float.toString(buffer.getFloat())), true);
            case DOUBLE -> new Raw.Real(buffer.getDouble(), false);
            default -> new Raw.Whole(bits(buffer, size));
          };
      put(all, Typed.of(element, raw).value());
    }
    return true;
  }

  private static long bits(ByteBuffer buffer, int size) {
    return switch (size) {
      case 1 -> buffer.get() & 0xFFL;
      case 2 -> buffer.getShort() & 0xFFFFL;
      case 4 -> buffer.getInt() & 0xFFFF_FFFFL;
      default -> buffer.getLong();
    };
  }

  /// How many, and then eight in a byte, the highest bit first.
  private static boolean flags(ArrayNode all, ByteBuffer buffer) {
    if (buffer.remaining() < 4) {
      return false;
    }
    long count = buffer.getInt() & 0xFFFF_FFFFL;
    if (count > 8L * buffer.remaining()) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      all.add((buffer.get(4 + i / 8) & 0x80 >> i % 8) != 0);
    }
    return true;
  }

  /// Each ends with a zero.
  private static boolean texts(ArrayNode all, byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        all.add(new String(bytes, from, i - from, UTF_8));
        from = i + 1;
      }
    }
    return from == bytes.length;
  }

  private static void put(ArrayNode all, @Nullable Value value) {
    switch (value) {
      case null -> all.addNull();
      case Value.Num(double number) -> all.add(number);
      case Value.Int(long number) -> all.add(number);
      case Value.Bool(boolean flag) -> all.add(flag);
      case Value.Text(String text) -> all.add(text);
    }
  }
}
