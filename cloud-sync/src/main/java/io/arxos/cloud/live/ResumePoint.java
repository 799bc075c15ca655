package io.arxos.cloud.live;

import io.arxos.cloud.access.Signer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where a subscriber has got to. Outside it is an opaque, signed text.
///
/// @param topicId of the log in which `offset` means something
/// @param offset the next place to read
/// @param floorsUs per gateway the time of the newest sample delivered: what is clearly older than
///   this is late, also for a subscriber that remembers nothing else
record ResumePoint(
    String building, String topicId, long dbGeneration, long offset, Map<String, Long> floorsUs) {
  private static final int VERSION = 1;
  private static final int GATEWAYS_MAX = 64;

  String seal(Signer signer) {
    var bytes = new ByteArrayOutputStream(128);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(building);
      out.writeUTF(topicId);
      out.writeLong(dbGeneration);
      out.writeLong(offset);
      out.writeByte(Math.min(floorsUs.size(), GATEWAYS_MAX));
      int written = 0;
      for (var floor : new TreeMap<>(floorsUs).entrySet()) {
        if (written++ == GATEWAYS_MAX) {
          break; // the others are as if never seen: at worst a repeat
        }
        out.writeUTF(floor.getKey());
        out.writeLong(floor.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return signer.seal(bytes.toByteArray());
  }

  /// Empty for anything that [#seal] of this version did not make.
  static Optional<ResumePoint> open(Signer signer, String token) {
    return signer.open(token).flatMap(ResumePoint::read);
  }

  private static Optional<ResumePoint> read(byte[] payload) {
    try (var in = new DataInputStream(new ByteArrayInputStream(payload))) {
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      String building = in.readUTF();
      String topicId = in.readUTF();
      long dbGeneration = in.readLong();
      long offset = in.readLong();
      Map<String, Long> floors = new TreeMap<>();
      for (int left = in.readByte(); left > 0; left--) {
        floors.put(in.readUTF(), in.readLong());
      }
      return Optional.of(new ResumePoint(building, topicId, dbGeneration, offset, floors));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
