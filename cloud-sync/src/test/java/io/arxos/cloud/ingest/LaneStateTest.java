package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Blocks;
import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is answered, decided from one poll of the store.
final class LaneStateTest {
  private static final BlockLog.Identity LOG = new BlockLog.Identity("cluster", "topic");
  private static final BlockLog.Identity OTHER = new BlockLog.Identity("cluster", "another");

  private final LaneKey lane = Blocks.telemetry("gw");
  private final LaneState state = new LaneState(lane, 10, 10);

  @Test
  void theStoresCursorAloneMakesAnAck() {
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 0));
    assertNull(state.committed(progress(11, 5)));
    assertEquals(new LaneState.Answer.Ack(15, 15), state.committed(progress(16, 5)));
    assertNull(state.committed(progress(16, 5)), "nothing new");
    assertTrue(state.waits());
    assertEquals(new LaneState.Answer.Ack(20, 20), state.committed(progress(21, 6)));
    assertFalse(state.waits());
  }

  @Test
  void aStoreThatIsMerelyBehindCausesNoResend() {
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 0));
    assertNull(state.refused(progress(11, 5), LOG, null));
    assertNull(state.refused(progress(11, 5), LOG, view(LOG, 6, 1)));
  }

  @Test
  void aBlockThatTheStoreHasPassedIsAskedForAgainOnce() {
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 0));
    assertEquals(new LaneState.Answer.Nack(11), state.refused(progress(11, 6), LOG, null));
    assertNull(state.refused(progress(11, 6), LOG, null), "once per block");
    state.produced(new LaneState.Produced(LOG, 0, 6, 20, 0));
    assertEquals(new LaneState.Answer.Nack(11), state.refused(progress(11, 7), LOG, null));
  }

  @Test
  void aBlockThatTheLogHasLostIsAskedForAgain() {
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 0));
    assertEquals(
        new LaneState.Answer.Nack(11), state.refused(progress(11, 5), LOG, view(LOG, 5, 1)));
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 0));
    assertEquals(
        new LaneState.Answer.Nack(11), state.refused(progress(11, 0), OTHER, view(OTHER, 99, 1)));
  }

  @Test
  void anEndThatWasReadBeforeTheBlockWasProducedSaysNothing() {
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 100));
    assertNull(state.refused(progress(11, 5), LOG, view(LOG, 5, 99)));
  }

  @Test
  void thePositionOfAnotherLogSaysNothing() {
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 0));
    assertNull(state.refused(progress(11, 99), OTHER, null));
  }

  @Test
  void saysHowLongWhatIsCommittedHadWaited() {
    state.produced(new LaneState.Produced(LOG, 0, 5, 20, 100));
    state.produced(new LaneState.Produced(LOG, 0, 6, 30, 300));
    assertEquals(0, state.waitedNanos(400), "nothing was committed");
    assertEquals(new LaneState.Answer.Ack(25, 25), state.committed(progress(26, 6)));
    assertEquals(900, state.waitedNanos(1_000));
    assertEquals(0, state.waitedNanos(2_000), "once");
    assertEquals(new LaneState.Answer.Ack(30, 30), state.committed(progress(31, 7)));
    assertEquals(1_700, state.waitedNanos(2_000));
  }

  private Progress progress(long next, long position) {
    return new Progress(1, Map.of(lane, next), Map.of(0, position));
  }

  private static LaneState.LogView view(BlockLog.Identity log, long end, long askedNanos) {
    return new LaneState.LogView(log, Map.of(0, end), askedNanos);
  }
}
