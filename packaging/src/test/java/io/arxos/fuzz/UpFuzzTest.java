package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arxos.cloud.ingest.WordsBridge;
import io.arxos.edge.v1.SyncRequest;
import org.junit.jupiter.api.Test;

/// What a gateway says to the cloud.
public final class UpFuzzTest {
  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Memory.within(16L << 20, () -> understood(data));
  }

  private static boolean understood(byte[] data) {
    try {
      WordsBridge.read(SyncRequest.parseFrom(data));
      return true;
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("up").replay(UpFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader to which an unknown number of an enumeration is news.
  @Test
  void readerThatTrustsEnumerationsIsFound() {
    Corpus.of("up")
        .finds(data -> {
          try {
            return SyncRequest.parseFrom(data).getGap().getLane().getNumber() >= 0
                && SyncRequest.parseFrom(data).getBlock().getLane().getNumber() >= 0
                && SyncRequest.parseFrom(data).getCommandResult().getState().getNumber() >= 0
                && SyncRequest.parseFrom(data).getStatus().getClock().getNumber() >= 0;
          } catch (InvalidProtocolBufferException e) {
            return false;
          }
        });
  }
}
