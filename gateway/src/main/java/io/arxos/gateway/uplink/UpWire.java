package io.arxos.gateway.uplink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.arxos.edge.v1.Block;
import io.arxos.edge.v1.ClockQuality;
import io.arxos.edge.v1.CommandResult;
import io.arxos.edge.v1.CommandState;
import io.arxos.edge.v1.GapRecord;
import io.arxos.edge.v1.GatewayStatus;
import io.arxos.edge.v1.InHand;
import io.arxos.edge.v1.LaneBacklog;
import io.arxos.edge.v1.Live;
import io.arxos.edge.v1.SiteModel;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Hold;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.sampling.ProcessImage.Current;
import java.util.List;

/// Our own words as messages for the cloud.
final class UpWire {
  private UpWire() {}

  static SyncRequest of(Up message) {
    var request = SyncRequest.newBuilder();
    switch (message) {
      case Up.Hello hello -> request.setHello(HelloWire.of(hello));
      case Up.Block(Up.Place place, List<byte[]> payloads) ->
          request.setBlock(block(place, payloads));
      case Up.Gap gap -> request.setGap(gap(gap));
      case Up.Live(List<Current> values, long session) -> {
        var live = Live.newBuilder().setSession(session);
        values.forEach(value -> live.addValues(LiveWire.of(value)));
        request.setLive(live);
      }
      case Up.Result(CommandUpdate update) -> request.setCommandResult(result(update));
      case Up.Status status -> request.setStatus(status(status));
      case Up.Model(SiteModelMessage model) -> request.setModel(model(model));
      case Up.InHand inHand -> {
        var holds = InHand.newBuilder();
        inHand.holds().forEach(hold -> holds.addHolds(hold(hold)));
        request.setInHand(holds);
      }
    }
    return request.build();
  }

  private static Block block(Up.Place place, List<byte[]> payloads) {
    var block = Block.newBuilder();
    for (byte[] more : payloads.subList(1, payloads.size())) {
      block.addMore(UnsafeByteOperations.unsafeWrap(more));
    }
    return block
        .setIncarnation(id(place.incarnation()))
        .setLane(lane(place.lane()))
        .setFirst(place.first())
        .setLast(place.last())
        .setPayload(UnsafeByteOperations.unsafeWrap(payloads.getFirst()))
        .setSession(place.session())
        .build();
  }

  private static GapRecord gap(Up.Gap gap) {
    Up.Place place = gap.place();
    return GapRecord.newBuilder()
        .setIncarnation(id(place.incarnation()))
        .setLane(lane(place.lane()))
        .setFirst(place.first())
        .setLast(place.last())
        .setReason(gap.reason())
        .setFromUs(gap.span().fromMicros())
        .setToUs(gap.span().toMicros())
        .setSession(place.session())
        .build();
  }

  static ByteString id(IncarnationId incarnation) {
    return UnsafeByteOperations.unsafeWrap(incarnation.bytes());
  }

  static io.arxos.edge.v1.Lane lane(Lane lane) {
    return switch (lane) {
      case ALARM -> io.arxos.edge.v1.Lane.LANE_ALARM;
      case TELEMETRY -> io.arxos.edge.v1.Lane.LANE_TELEMETRY;
    };
  }

  static ClockQuality clock(boolean synchronised) {
    return synchronised
        ? ClockQuality.CLOCK_QUALITY_SYNCHRONISED
        : ClockQuality.CLOCK_QUALITY_UNSYNCHRONISED;
  }

  private static CommandResult result(CommandUpdate update) {
    return CommandResult.newBuilder()
        .setId(update.id())
        .setState(state(update.state()))
        .setDetail(update.detail())
        .setTimeUs(update.wallMicros())
        .setPoint(update.point())
        .build();
  }

  private static CommandState state(CommandUpdate.State state) {
    return switch (state) {
      case ACCEPTED -> CommandState.COMMAND_STATE_ACCEPTED;
      case APPLIED -> CommandState.COMMAND_STATE_APPLIED;
      case VERIFIED -> CommandState.COMMAND_STATE_VERIFIED;
      case APPLIED_UNVERIFIABLE -> CommandState.COMMAND_STATE_APPLIED_UNVERIFIABLE;
      case EXPIRED -> CommandState.COMMAND_STATE_EXPIRED;
      case REFUSED -> CommandState.COMMAND_STATE_REFUSED;
    };
  }

  private static io.arxos.edge.v1.Hold hold(Hold hold) {
    return io.arxos.edge.v1.Hold.newBuilder()
        .setPoint(hold.point().path())
        .setLevel(hold.level())
        .setValue(ValueWire.of(hold.value()))
        .setOwner(hold.owner())
        .setReason(hold.reason())
        .setSinceUs(hold.sinceMicros())
        .setUntilUs(hold.untilMicros())
        .setCommandId(hold.commandId())
        .build();
  }

  private static GatewayStatus status(Up.Status status) {
    GatewayFacts facts = status.facts();
    Up.JournalFacts journal = status.journal();
    return GatewayStatus.newBuilder()
        .setTimeUs(status.wallMicros())
        .setClock(clock(facts.clockSynchronised()))
        .addBacklog(backlog(Lane.ALARM, journal.alarm()))
        .addBacklog(backlog(Lane.TELEMETRY, journal.telemetry()))
        .setJournalBytes(journal.bytes())
        .setJournalHoursLeft(journal.hoursLeft())
        .setSamplesPerSecond(journal.samplesPerSecond())
        .setDevices(facts.devices())
        .setDevicesDown(facts.devicesDown())
        .setPoints(facts.points())
        .setStartedUs(facts.startedMicros())
        .setSoftwareVersion(facts.softwareVersion())
        .build();
  }

  private static LaneBacklog backlog(Lane lane, Backlog backlog) {
    return LaneBacklog.newBuilder()
        .setLane(lane(lane))
        .setSamples(backlog.samples())
        .setOldestUs(backlog.oldestMicros())
        .build();
  }

  private static SiteModel model(SiteModelMessage model) {
    try {
      return SiteModel.parseFrom(model.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not the bytes of a site model", e);
    }
  }
}
