package io.arxos.driver.mqtt.sparkplug;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Writes the payloads of commands: one metric, and no sequence number.
final class PayloadWriter {
  private PayloadWriter() {}

  /// A request for a new birth.
  static byte[] rebirth(long millis) {
    return command(Rebirths.METRIC, null, DataType.BOOLEAN.ordinal(), new Raw.Flag(true), millis);
  }

  /// @param alias when there is one, it is told instead of the name
  static byte[] command(String name, @Nullable Long alias, int type, Raw value, long millis) {
    byte[] metric =
        bytes(out -> {
          if (alias == null) {
            out.writeString(1, name);
          } else {
            out.writeUInt64(2, alias);
          }
          out.writeUInt64(3, millis);
          // The standard would rather have none; nodes that were made before it need it.
          out.writeUInt32(4, type);
          value(out, value, type);
        });
    return bytes(out -> {
      out.writeUInt64(1, millis);
      out.writeByteArray(2, metric);
    });
  }

  private static void value(CodedOutputStream out, Raw value, int type) throws IOException {
    switch (value) {
      case Raw.Whole(long bits) -> {
        if (DataType.of(type).bits() == 64) {
          out.writeUInt64(11, bits);
        } else {
          out.writeUInt32(10, (int) bits);
        }
      }
      case Raw.Real(double number, boolean single) -> {
        if (single) {
          out.writeFloat(12, (float) number);
        } else {
          out.writeDouble(13, number);
        }
      }
      case Raw.Flag(boolean flag) -> out.writeBool(14, flag);
      case Raw.Words(String text) -> out.writeString(15, text);
      case Raw.Data _, Raw.Table _, Raw.Parts _, Raw.Unknown _ ->
          throw new IllegalArgumentException("not a plain value");
    }
  }

  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Body body) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = CodedOutputStream.newInstance(bytes);
      body.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to but memory
    }
  }
}
