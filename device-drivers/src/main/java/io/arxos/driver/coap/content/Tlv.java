package io.arxos.driver.coap.content;

import java.util.ArrayList;
import java.util.List;

/// LwM2M's binary format (OMA-TS-LightweightM2M_Core-V1_2, 7.4.3): each entry is a byte of kind and
/// lengths, an identifier of one or two bytes, a length of none to three, and the value.
final class Tlv {
  private static final int ENTRIES_MAX = 4_000;
  private static final int INSTANCE = 0;
  private static final int PART = 1;
  private static final int RESOURCE_OF_SEVERAL = 2;

  private final byte[] bytes;
  private final List<Raw> values = new ArrayList<>();
  private int entries;

  private Tlv(byte[] bytes) {
    this.bytes = bytes;
  }

  static final class TlvException extends Exception {
    private static final long serialVersionUID = 1L;

    TlvException(String reason) {
      super(reason);
    }
  }

  /// The values in the order of the payload.
  ///
  /// @param asked what the device was asked for: the payload begins below it
  static List<Raw> parse(byte[] bytes, ObjectPath asked) throws TlvException {
    var tlv = new Tlv(bytes);
    tlv.entries(0, bytes.length, asked);
    return tlv.values;
  }

  private void entries(int from, int to, ObjectPath above) throws TlvException {
    int at = from;
    while (at < to) {
      if (++entries > ENTRIES_MAX) {
        throw new TlvException("payload has too many entries");
      }
      int head = bytes[at] & 0xFF;
      int idBytes = (head & 0x20) == 0 ? 1 : 2;
      int lengthBytes = head >> 3 & 3;
      int body = at + 1 + idBytes + lengthBytes;
      if (body > to) {
        throw new TlvException("payload is cut short");
      }
      int id = number(at + 1, idBytes);
      int length = lengthBytes == 0 ? head & 7 : number(at + 1 + idBytes, lengthBytes);
      if (length > to - body) {
        throw new TlvException("payload is cut short");
      }
      entry(head >> 6, id, above, new int[] {body, body + length});
      at = body + length;
    }
  }

  private void entry(int kind, int id, ObjectPath above, int[] body) throws TlvException {
    switch (kind) {
      case INSTANCE -> {
        if (above.isResource()) {
          throw new TlvException("payload has an object instance inside of a resource");
        }
        entries(body[0], body[1], inside(above, id));
      }
      case RESOURCE_OF_SEVERAL -> entries(body[0], body[1], resource(above, id));
      case PART -> value(above.withPart(id), body);
      default -> value(resource(above, id), body);
    }
  }

  /// An object instance in an answer about one is that one again.
  private static ObjectPath inside(ObjectPath above, int id) {
    return new ObjectPath(above.object(), id, -1, -1);
  }

  /// Resources right below an object belong to its only instance.
  private static ObjectPath resource(ObjectPath above, int id) {
    int instance = above.instance() < 0 && above.object() >= 0 ? 0 : above.instance();
    return new ObjectPath(above.object(), instance, id, -1);
  }

  private void value(ObjectPath path, int[] body) throws TlvException {
    if (!path.isResource()) {
      throw new TlvException("payload has a value outside of any resource");
    }
    byte[] value = java.util.Arrays.copyOfRange(bytes, body[0], body[1]);
    values.add(new Raw(path, new Raw.Binary(value), null));
  }

  private int number(int from, int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      number = (number << 8) | (bytes[from + i] & 0xFF);
    }
    return number;
  }
}
