package io.arxos.gateway.uplink;

import com.google.protobuf.ByteString;
import io.arxos.block.BlockCodec;
import io.arxos.edge.v1.Hello;
import io.arxos.edge.v1.IncarnationRange;
import io.arxos.edge.v1.LaneRange;
import io.arxos.gateway.journal.Header;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.Lane;

/// Hello as a message.
final class HelloWire {
  private HelloWire() {}

  static Hello of(Up.Hello hello) {
    var message =
        Hello.newBuilder()
            .setJournalHoursLeft(hello.hoursLeft())
            .setSoftwareVersion(hello.softwareVersion())
            .setCodecVersion(BlockCodec.VERSION)
            .setCurrent(UpWire.id(hello.current()))
            .setModelHash(ByteString.copyFrom(hello.modelHash()))
            .setLastPage(hello.lastPage());
    hello.held().forEach(held -> message.addIncarnations(incarnation(held)));
    return message.build();
  }

  private static IncarnationRange incarnation(Held held) {
    Header header = held.header();
    var message =
        IncarnationRange.newBuilder()
            .setIncarnation(UpWire.id(header.incarnation()))
            .setBootId(header.birth().bootId())
            .setStartCounter(header.startCounter())
            .setStartedUs(header.birth().wallMicros())
            .setClock(UpWire.clock(header.birth().clockSynchronised()))
            .setFormatVersion(Header.FORMAT_VERSION);
    Header.Parent parent = header.parent();
    if (parent != null) {
      message
          .setParent(UpWire.id(parent.incarnation()))
          .setParentLastAlarm(parent.lastAlarm())
          .setParentLastTelemetry(parent.lastTelemetry());
    }
    for (Lane lane : Lane.values()) {
      Held.Range range = held.range(lane);
      message.addLanes(
          LaneRange.newBuilder()
              .setLane(UpWire.lane(lane))
              .setFirst(range.last() == 0 ? 0 : range.first())
              .setLast(range.last()));
    }
    return message.build();
  }
}
