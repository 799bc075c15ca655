package io.arxos.driver.mqtt.sparkplug;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Payloads as nodes write them, field by field after `sparkplug_b.proto`.
public final class TestPayload {
  public static final int INT8 = 1;
  public static final int INT32 = 3;
  public static final int INT64 = 4;
  public static final int UINT64 = 8;
  public static final int FLOAT = 9;
  public static final int DOUBLE = 10;
  public static final int BOOLEAN = 11;
  public static final int STRING = 12;

  private final List<Field> fields = new ArrayList<>();

  /// Writes one field.
  public interface Field {
    void write(CodedOutputStream out) throws IOException;
  }

  private TestPayload() {}

  public static TestPayload at(long millis) {
    return new TestPayload().with(out -> out.writeUInt64(1, millis));
  }

  /// A birth of a node: its session, and that it can be asked for a birth.
  public static TestPayload nodeBirth(long millis, long bdSeq) {
    return at(millis)
        .seq(0)
        .metric(of("bdSeq", INT64, out -> out.writeUInt64(11, bdSeq)))
        .metric(of("Node Control/Rebirth", BOOLEAN, out -> out.writeBool(14, false)));
  }

  /// A death of a node.
  public static byte[] nodeDeath(long bdSeq) {
    return new TestPayload().metric(of("bdSeq", INT64, out -> out.writeUInt64(11, bdSeq))).bytes();
  }

  public TestPayload with(Field field) {
    fields.add(field);
    return this;
  }

  public TestPayload seq(long seq) {
    return with(out -> out.writeUInt64(3, seq));
  }

  public TestPayload metric(Field... ofMetric) {
    return with(out -> out.writeByteArray(2, write(List.of(ofMetric))));
  }

  public TestPayload real(String name, double value) {
    return metric(of(name, DOUBLE, out -> out.writeDouble(13, value)));
  }

  /// A metric with a name, a type and a value.
  public static Field of(String name, int type, Field value) {
    return out -> {
      out.writeString(1, name);
      out.writeUInt32(4, type);
      value.write(out);
    };
  }

  public static Field alias(long alias) {
    return out -> out.writeUInt64(2, alias);
  }

  public static Field timestamp(long millis) {
    return out -> out.writeUInt64(3, millis);
  }

  /// Properties: a name, then its value, and so on; integers are Int32, the rest is text or truth.
  public static Field properties(Object... namesAndValues) {
    var all = new ArrayList<Field>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = (String) namesAndValues[i];
      Object value = namesAndValues[i + 1];
      all.add(out -> out.writeString(1, name));
      all.add(out -> out.writeByteArray(2, write(List.of(property(value)))));
    }
    return out -> out.writeByteArray(9, write(all));
  }

  private static Field property(Object value) {
    return switch (value) {
      case Integer number ->
          out -> {
            out.writeUInt32(1, INT32);
            out.writeUInt32(3, number);
          };
      case Boolean flag ->
          out -> {
            out.writeUInt32(1, BOOLEAN);
            out.writeBool(7, flag);
          };
      default ->
          out -> {
            out.writeUInt32(1, STRING);
            out.writeString(8, String.valueOf(value));
          };
    };
  }

  public byte[] bytes() {
    return write(fields);
  }

  /// The bytes of an embedded message.
  public static byte[] write(List<Field> fields) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = CodedOutputStream.newInstance(bytes);
      for (Field field : fields) {
        field.write(out);
      }
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
