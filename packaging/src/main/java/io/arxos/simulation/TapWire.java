package io.arxos.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.edge.v1.Block;
import io.arxos.edge.v1.Lane;
import io.arxos.edge.v1.Position;
import io.arxos.edge.v1.SiteModel;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Listens to every stream, and knows what must never be said.
final class TapWire {
  /// @param last sequence
  private record InFlight(LaneKey lane, long last, int bytes) {}

  private final Witness witness;
  private final Audit audit;
  private final Trace trace;
  private final Mutant mutant;

  TapWire(Witness witness, Audit audit, Trace trace, Mutant mutant) {
    this.mutant = mutant;
    this.witness = witness;
    this.audit = audit;
    this.trace = trace;
  }

  Stream stream(SimGateway of) {
    var stream = new Stream(of.id());
    of.speaksOver(stream);
    return stream;
  }

  static String buildingOf(byte[] model) {
    try {
      return SiteModel.parseFrom(model).getBuilding();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static byte[] model(String building) {
    return SiteModel.newBuilder().setBuilding(building).build().toByteArray();
  }

  /// @return null when it is no block
  static byte @org.jspecify.annotations.Nullable [] turnBit(byte[] bytes, Chance chance) {
    try {
      var request = SyncRequest.parseFrom(bytes);
      if (!request.hasBlock()) {
        return null;
      }
      byte[] payload = request.getBlock().getPayload().toByteArray();
      int bit = chance.below(payload.length * 8);
      payload[bit >> 3] ^= (byte) (1 << (bit & 7));
      var block = request.getBlock().toBuilder().setPayload(ByteString.copyFrom(payload));
      return SyncRequest.newBuilder().setBlock(block).build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// One stream, as it is heard.
  final class Stream {
    private final String gateway;
    private final Map<LaneKey, Long> safe = new HashMap<>();
    private final List<InFlight> inFlight = new ArrayList<>();
    private long generation;
    private long creditMost;

    Stream(String gateway) {
      this.gateway = gateway;
    }

    /// I8: up to where this stream has said a lane is safe.
    long safe(LaneKey lane) {
      return safe.getOrDefault(lane, 0L);
    }

    void sent(byte[] bytes) {
      var request = request(bytes);
      switch (request.getMessageCase()) {
        case BLOCK -> sent(request.getBlock());
        case GAP -> {
          var gap = request.getGap();
          String reason = gap.getReason();
          trace.add("wire.gap " + reason, gap.getFirst(), gap.getLast());
        }
        default -> trace.count("wire." + request.getMessageCase());
      }
    }

    /// I2: what is sent was synced. I15: what is in flight is within the credit.
    private void sent(Block block) {
      var lane = lane(block.getIncarnation(), block.getLane());
      trace.add("wire.BLOCK", Audit.name(lane), block.getFirst(), block.getLast());
      var payloads = new ArrayList<ByteString>();
      payloads.add(block.getPayload());
      payloads.addAll(block.getMoreList());
      int bytes = 0;
      int largest = 0;
      for (var payload : payloads) {
        bytes += payload.size();
        largest = Math.max(largest, payload.size());
        check(lane, payload.toByteArray());
      }
      if (payloads.size() > 1) {
        trace.count("wire.BLOCK of several");
      }
      long before = inFlight.stream().mapToLong(InFlight::bytes).sum();
      if (before > 0 && before + bytes > creditMost) {
        witness.violated("I15 in flight: " + (before + bytes) + " of " + creditMost);
      }
      inFlight.add(new InFlight(lane, block.getLast(), bytes));
    }

    private void check(LaneKey lane, byte[] payload) {
      try {
        var range = BlockCodec.check(payload);
        var columns = BlockCodec.decode(payload);
        for (int row = 0; row < columns.size(); row++) {
          if (!witness.same(lane, range.first() + row, columns, row)) {
            witness.violated("I2 sent and not synced: " + Audit.name(lane) + " " + range);
            return;
          }
        }
      } catch (BadBlock e) {
        witness.violated("I2 a damaged block was sent: " + e.getMessage());
      }
    }

    /// The cloud says something.
    ///
    /// @return false when nobody will hear it
    boolean answers(byte[] bytes) {
      var response = response(bytes);
      say(response);
      return mutant != Mutant.NO_NACK || !response.hasNack();
    }

    private void say(SyncResponse response) {
      switch (response.getMessageCase()) {
        case WELCOME -> {
          var welcome = response.getWelcome();
          generation = welcome.getDbGeneration();
          for (Position p : welcome.getPositionsList()) {
            committed(lane(p.getIncarnation(), p.getLane()), p.getNextExpected() - 1);
          }
          trace.add("wire.WELCOME", welcome.getSession(), generation);
        }
        case ACK -> {
          var ack = response.getAck();
          var lane = lane(ack.getIncarnation(), ack.getLane());
          committed(lane, ack.getCommitted());
          trace.add("wire.ACK", Audit.name(lane), ack.getCommitted(), ack.getSafe());
        }
        case NACK -> {
          var nack = response.getNack();
          trace.add("wire.NACK", nack.getNext());
          trace.count(nack.getReason().isEmpty() ? "wire.NACK for a gap" : "wire.NACK damaged");
        }
        default -> trace.count("wire." + response.getMessageCase());
      }
    }

    private void committed(LaneKey lane, long upTo) {
      if (!audit.wasCommitted(generation, lane, upTo)) {
        witness.violated("I7 told more than is committed: " + Audit.name(lane) + " " + upTo);
      }
    }

    void ended(Status status) {
      trace.add("wire.end " + status.getDescription());
    }

    /// The gateway hears it.
    void answered(byte[] bytes) {
      var response = response(bytes);
      switch (response.getMessageCase()) {
        case WELCOME -> {
          creditMost = Math.max(creditMost, response.getWelcome().getCreditBytes());
          for (Position p : response.getWelcome().getPositionsList()) {
            safe.merge(lane(p.getIncarnation(), p.getLane()), p.getSafe(), Math::max);
          }
        }
        case ACK -> {
          var ack = response.getAck();
          var lane = lane(ack.getIncarnation(), ack.getLane());
          creditMost = Math.max(creditMost, ack.getCreditBytes());
          safe.merge(lane, ack.getSafe(), Math::max);
          inFlight.removeIf(one -> one.lane().equals(lane) && one.last() <= ack.getCommitted());
        }
        case NACK -> {
          var nack = response.getNack();
          var lane = lane(nack.getIncarnation(), nack.getLane());
          inFlight.removeIf(one -> one.lane().equals(lane));
        }
        default -> {
          // Nothing to remember.
        }
      }
    }

    private LaneKey lane(ByteString incarnation, Lane lane) {
      int number = lane == Lane.LANE_ALARM ? LaneKey.ALARM : LaneKey.TELEMETRY;
      return new LaneKey(gateway, new IncarnationId(incarnation.toByteArray()), number);
    }
  }

  private static SyncRequest request(byte[] bytes) {
    try {
      return SyncRequest.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SyncResponse response(byte[] bytes) {
    try {
      return SyncResponse.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
