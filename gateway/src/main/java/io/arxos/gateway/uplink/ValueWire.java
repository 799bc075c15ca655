package io.arxos.gateway.uplink;

import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Int;
import io.arxos.driver.Value.Num;
import io.arxos.driver.Value.Text;
import io.arxos.edge.v1.Value;
import org.jspecify.annotations.Nullable;

/// Values as messages and back.
final class ValueWire {
  private ValueWire() {}

  static Value of(io.arxos.driver.Value value) {
    var message = Value.newBuilder();
    switch (value) {
      case Num(double number) -> message.setNumber(number);
      case Int(long integer) -> message.setInteger(integer);
      case Bool(boolean bool) -> message.setBoolean(bool);
      case Text(String text) -> message.setText(text);
    }
    return message.build();
  }

  /// @return null when there is none, or what is there cannot be a value (NaN, a text too long)
  static io.arxos.driver.@Nullable Value back(Value message) {
    try {
      return switch (message.getKindCase()) {
        case NUMBER -> new Num(message.getNumber());
        case INTEGER -> new Int(message.getInteger());
        case BOOLEAN -> new Bool(message.getBoolean());
        case TEXT -> new Text(message.getText());
        case KIND_NOT_SET -> null;
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
