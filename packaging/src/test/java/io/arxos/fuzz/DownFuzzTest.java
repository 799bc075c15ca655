package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arxos.edge.v1.SyncResponse;
import io.arxos.gateway.uplink.DownWireBridge;
import org.junit.jupiter.api.Test;

/// What the cloud says to a gateway.
public final class DownFuzzTest {
  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Memory.within(16L << 20, () -> understood(data));
  }

  private static boolean understood(byte[] data) {
    try {
      return DownWireBridge.understood(SyncResponse.parseFrom(data));
    } catch (InvalidProtocolBufferException e) {
      return false; // gRPC refuses it before anything of ours sees it
    }
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("down").replay(DownFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: taking the incarnation's sixteen bytes for granted.
  @Test
  void readerThatTrustsTheIncarnationsLengthIsFound() {
    Corpus.of("down")
        .finds(data -> {
          try {
            var ack = SyncResponse.parseFrom(data).getAck();
            return ack.getIncarnation().byteAt(15) >= 0;
          } catch (InvalidProtocolBufferException e) {
            return false;
          }
        });
  }
}
