package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.Value;
import io.arxos.driver.coap.content.ObjectTable.Type;
import io.arxos.driver.payload.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Values as payloads of a write.
final class Encoder {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Encoder() {}

  /// @param resource [ObjectPath#ROOT] when it is none of LwM2M's
  static byte[] encode(ObjectPath resource, int format, Value value) {
    Type type =
        resource.isResource()
            ? ObjectTable.resource(resource.object(), resource.resource()).type()
            : Type.UNKNOWN;
    Value typed = typed(type, value);
    return switch (format) {
      case Formats.JSON -> json(typed).getBytes(UTF_8);
      case Formats.CBOR -> cbor(typed);
      case Formats.SENML_JSON -> senml(resource, typed).getBytes(UTF_8);
      case Formats.LWM2M_TLV -> tlv(resource, type, typed);
      default -> text(resource, typed).getBytes(UTF_8);
    };
  }

  /// A switch that is written 1 is on; a dimmer of whole numbers is written whole.
  private static Value typed(Type type, Value value) {
    double number = value.number();
    if (!Double.isFinite(number)) {
      return value;
    }
    return switch (type) {
      case BOOLEAN -> new Value.Bool(number != 0);
      case INTEGER, UNSIGNED, TIME -> new Value.Int(Math.round(number));
      case FLOAT -> new Value.Num(number);
      case TEXT, OPAQUE, LINK, CORE_LINK, NONE, UNKNOWN -> value;
    };
  }

  /// LwM2M writes 1 and 0 where others write true and false.
  private static String text(ObjectPath resource, Value value) {
    return resource.isResource() && value instanceof Value.Bool(boolean flag)
        ? flag ? "1" : "0"
        : Payload.text(value);
  }

  private static String json(Value value) {
    return value instanceof Value.Text(String text)
        ? JSON.getNodeFactory().textNode(text).toString()
        : Payload.text(value);
  }

  private static String senml(ObjectPath resource, Value value) {
    ObjectNode record = JSON.createObjectNode();
    if (resource.isResource()) {
      record.put("bn", resource.toString());
    }
    switch (value) {
      case Value.Num(double number) -> record.put("v", number);
      case Value.Int(long number) -> record.put("v", number);
      case Value.Bool(boolean flag) -> record.put("vb", flag);
      case Value.Text(String text) -> record.put("vs", text);
    }
    return "[" + record + "]";
  }

  private static byte[] cbor(Value value) {
    var out = new ByteArrayOutputStream();
    switch (value) {
      case Value.Bool(boolean flag) -> out.write(flag ? 0xF5 : 0xF4);
      case Value.Int(long number) -> head(out, number < 0 ? 1 : 0, number < 0 ? ~number : number);
      case Value.Num(double number) -> {
        out.write(0xFB);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
      }
      case Value.Text(String text) -> {
        byte[] utf8 = text.getBytes(UTF_8);
        head(out, 3, utf8.length);
        out.writeBytes(utf8);
      }
    }
    return out.toByteArray();
  }

  private static void head(ByteArrayOutputStream out, int major, long argument) {
    if (argument < 24) {
      out.write(major << 5 | (int) argument);
    } else {
      out.write(major << 5 | 27);
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(argument).array());
    }
  }

  private static byte[] tlv(ObjectPath resource, Type type, Value value) {
    byte[] body =
        switch (value) {
          case Value.Bool(boolean flag) -> new byte[] {(byte) (flag ? 1 : 0)};
          case Value.Int(long number) -> integer(number);
          case Value.Num(double number) ->
              type == Type.FLOAT || type == Type.UNKNOWN
                  ? ByteBuffer.allocate(Double.BYTES).putDouble(number).array()
                  : integer(Math.round(number));
          case Value.Text(String text) -> text.getBytes(UTF_8);
        };
    var out = new ByteArrayOutputStream();
    int id = Math.max(resource.resource(), 0);
    int lengthBytes = body.length < 8 ? 0 : body.length < 256 ? 1 : 2;
    int low = lengthBytes == 0 ? body.length : lengthBytes << 3;
    out.write(0xC0 | (id > 0xFF ? 0x20 : 0) | low);
    if (id > 0xFF) {
      out.write(id >> 8);
    }
    out.write(id);
    for (int i = lengthBytes - 1; i >= 0; i--) {
      out.write(body.length >> (8 * i));
    }
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] integer(long number) {
    if (number == (byte) number) {
      return new byte[] {(byte) number};
    }
    if (number == (short) number) {
      return ByteBuffer.allocate(Short.BYTES).putShort((short) number).array();
    }
    return number == (int) number
        ? ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array()
        : ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
