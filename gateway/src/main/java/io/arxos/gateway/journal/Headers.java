package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.Header.Parent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Headers as they lie in the journal.
///
/// ```text
/// 1 byte    format version
/// 16 bytes  incarnation
/// 8 bytes   start counter
/// 1 byte    1 with a parent: 16 bytes incarnation, 8 last alarm, 8 last telemetry
/// text      boot id
/// 8 bytes   monotonic µs   8 bytes  wall µs   1 byte  clock synchronised
/// ```
final class Headers {
  private Headers() {}

  static byte[] write(Header header) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(Header.FORMAT_VERSION);
      out.write(header.incarnation().bytes());
      out.writeLong(header.startCounter());
      Parent parent = header.parent();
      out.writeBoolean(parent != null);
      if (parent != null) {
        out.write(parent.incarnation().bytes());
        out.writeLong(parent.lastAlarm());
        out.writeLong(parent.lastTelemetry());
      }
      out.writeUTF(header.birth().bootId());
      out.writeLong(header.birth().monoMicros());
      out.writeLong(header.birth().wallMicros());
      out.writeBoolean(header.birth().clockSynchronised());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array in memory does not fail
    }
    return bytes.toByteArray();
  }

  static Header read(byte[] bytes) throws StorageException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != Header.FORMAT_VERSION) {
        throw corrupt("its header has format " + version);
      }
      var incarnation = IncarnationId.of(in.readNBytes(IncarnationId.BYTES));
      long startCounter = in.readLong();
      Parent parent = in.readBoolean() ? parent(in) : null;
      var birth = new Birth(in.readUTF(), in.readLong(), in.readLong(), in.readBoolean());
      return new Header(incarnation, startCounter, parent, birth);
    } catch (IOException | IllegalArgumentException e) {
      throw corrupt("a header cannot be read: " + e.getMessage());
    }
  }

  private static @Nullable Parent parent(DataInputStream in) throws IOException {
    var incarnation = IncarnationId.of(in.readNBytes(IncarnationId.BYTES));
    return new Parent(incarnation, in.readLong(), in.readLong());
  }

  private static StorageException corrupt(String message) {
    return new StorageException(StorageException.Kind.CORRUPT, message);
  }
}
