package io.arxos.simulation;

import io.arxos.cloud.log.LaneKey;
import java.util.List;
import java.util.Map;

/// What became of everything, when the world has come to rest.
///
/// @param accepted readings whose source was told that they are durable
/// @param stored of them
/// @param inLedger of them, listed as lost
/// @param gone of them: on a card that was overwritten or had lied; nothing could bring them back
/// @param lost of them: nowhere
/// @param doubled stored twice
record Outcome(
    long seed,
    long accepted,
    long stored,
    long inLedger,
    long gone,
    long lost,
    long doubled,
    List<String> violations,
    Map<String, Long> counts,
    long hash,
    List<String> trace) {

  static boolean isStored(World world, long value) {
    return world.witness.laneOf(value) instanceof LaneKey lane
        && isStored(world, lane, world.witness.sequenceOf(value));
  }

  static boolean isStored(World world, LaneKey lane, long sequence) {
    return sequence < world.store.tables().next(lane) && !isLost(world, lane, sequence);
  }

  static boolean isLost(World world, LaneKey lane, long sequence) {
    var loss = world.store.tables().losses(lane).floorEntry(sequence);
    return loss != null && loss.getValue().last() >= sequence;
  }
}
