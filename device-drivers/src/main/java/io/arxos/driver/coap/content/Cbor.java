package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Items of CBOR (RFC 8949) as plain Java: Long, BigInteger, BigDecimal, Double, Boolean, String,
/// byte[], `List<Object>`, `Map<Object, Object>`, and [Nothing]. Keys of a map may be of any kind,
/// as LwM2M needs.
final class Cbor {
  /// What has no value, and the end of what is of no known length.
  enum Nothing {
    NULL,
    BREAK
  }

  static final class CborException extends Exception {
    private static final long serialVersionUID = 1L;

    CborException(String reason) {
      super(reason);
    }
  }

  private static final int DEPTH_MAX = 16;
  private static final int ITEMS_MAX = 20_000;
  private static final int SCALE_MAX = 400;

  private final ByteBuffer bytes;
  private int items;

  private Cbor(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /// The one item that the bytes are.
  static Object parse(byte[] bytes) throws CborException {
    List<Object> all = sequence(bytes);
    if (all.size() != 1) {
      throw new CborException(all.isEmpty() ? "payload is empty" : "payload goes on after its end");
    }
    return all.getFirst();
  }

  /// Items one after the other (RFC 8742).
  static List<Object> sequence(byte[] bytes) throws CborException {
    var cbor = new Cbor(bytes);
    var all = new ArrayList<Object>();
    try {
      while (cbor.bytes.hasRemaining()) {
        Object item = cbor.item(0);
        if (item.equals(Nothing.BREAK)) {
          throw new CborException("payload is not CBOR");
        }
        all.add(item);
      }
      return all;
    } catch (BufferUnderflowException _) {
      throw new CborException("payload is cut short");
    } catch (CharacterCodingException _) {
      throw new CborException("a text is not UTF-8");
    }
  }

  private Object item(int depth) throws CborException, CharacterCodingException {
    if (depth > DEPTH_MAX || ++items > ITEMS_MAX) {
      throw new CborException("payload is nested too deeply or has too many items");
    }
    int first = bytes.get() & 0xFF;
    int major = first >> 5;
    int low = first & 0x1F;
    if (major == 7) {
      return simple(low);
    }
    boolean open = low == 31;
    if (open && (major < 2 || major == 6)) {
      throw new CborException("payload is not CBOR");
    }
    long count = open ? -1 : argument(low);
    return switch (major) {
      case 0 -> unsigned(count);
      case 1 -> negative(count);
      case 2 -> open ? pieces(2) : chunk(count);
      case 3 -> text(open ? pieces(3) : chunk(count));
      case 4 -> list(count, open, depth);
      case 5 -> map(count, open, depth);
      default -> tagged(count, item(depth + 1));
    };
  }

  private long argument(int low) throws CborException {
    return switch (low) {
      case 24 -> bytes.get() & 0xFF;
      case 25 -> bytes.getShort() & 0xFFFF;
      case 26 -> bytes.getInt() & 0xFFFF_FFFFL;
      case 27 -> bytes.getLong();
      default -> {
        if (low > 27) {
          throw new CborException("payload is not CBOR");
        }
        yield low;
      }
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
  }

  private static Object negative(long bits) {
    return bits >= 0
        ? (Object) (-1 - bits)
        : new BigInteger(Long.toUnsignedString(bits)).negate().subtract(BigInteger.ONE);
  }

  private byte[] chunk(long length) throws CborException {
    if (length < 0 || length > bytes.remaining()) {
      throw new CborException("payload is cut short");
    }
    byte[] chunk = new byte[(int) length];
    bytes.get(chunk);
    return chunk;
  }

  private byte[] pieces(int major) throws CborException {
    var whole = new ByteArrayOutputStream();
    while (true) {
      int first = bytes.get() & 0xFF;
      if (first == 0xFF) {
        return whole.toByteArray();
      }
      if (first >> 5 != major || (first & 0x1F) == 31) {
        throw new CborException("payload is not CBOR");
      }
      whole.writeBytes(chunk(argument(first & 0x1F)));
    }
  }

  private static String text(byte[] utf8) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  private List<Object> list(long count, boolean open, int depth)
      throws CborException, CharacterCodingException {
    var list = new ArrayList<Object>();
    for (long i = 0; open || i < count; i++) {
      Object item = item(depth + 1);
      if (item.equals(Nothing.BREAK) && open) {
        break;
      }
      list.add(notBreak(item));
    }
    return list;
  }

  private Map<Object, Object> map(long count, boolean open, int depth)
      throws CborException, CharacterCodingException {
    var map = new LinkedHashMap<Object, Object>();
    for (long i = 0; open || i < count; i++) {
      Object key = item(depth + 1);
      if (key.equals(Nothing.BREAK) && open) {
        break;
      }
      map.put(notBreak(key), notBreak(item(depth + 1)));
    }
    return map;
  }

  private static Object notBreak(Object item) throws CborException {
    if (item.equals(Nothing.BREAK)) {
      throw new CborException("payload is not CBOR");
    }
    return item;
  }

  private static Object tagged(long tag, Object item) throws CborException {
    notBreak(item);
    if ((tag == 2 || tag == 3) && item instanceof byte[] magnitude && magnitude.length <= 64) {
      var number = new BigInteger(1, magnitude);
      return tag == 2 ? number : number.negate().subtract(BigInteger.ONE);
    }
    if (tag == 4 && item instanceof List<?> pair && pair.size() == 2) { // decimal fraction
      BigDecimal fraction = fraction(pair.getFirst(), pair.getLast());
      return fraction == null ? item : fraction;
    }
    return item;
  }

  private static @Nullable BigDecimal fraction(Object exponent, Object mantissa) {
    if (!(exponent instanceof Long power) || Math.abs(power) > SCALE_MAX) {
      return null;
    }
    return switch (mantissa) {
      case Long number -> new BigDecimal(BigInteger.valueOf(number), Math.toIntExact(-power));
      case BigInteger number -> new BigDecimal(number, Math.toIntExact(-power));
      default -> null;
    };
  }

  private Object simple(int low) throws CborException {
    return switch (low) {
      case 20 -> false;
      case 21 -> true;
      case 22, 23 -> Nothing.NULL;
      case 24 -> {
        bytes.get();
        yield Nothing.NULL;
      }
      case 25 -> (double) Float.float16ToFloat(bytes.getShort());
      case 26 -> shortest(bytes.getFloat());
      case 27 -> bytes.getDouble();
      case 31 -> Nothing.BREAK;
      default -> throw new CborException("payload is not CBOR");
    };
  }

  /// The shortest decimal that is this float.
  static double shortest(float number) {
    return Float.isFinite(number) ? Double.parseDouble(Float.toString(number)) : number;
  }
}
