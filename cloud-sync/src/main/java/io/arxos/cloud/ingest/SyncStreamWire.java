package io.arxos.cloud.ingest;

import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.LaneKey;
import io.arxos.edge.v1.Block;
import io.arxos.edge.v1.GapRecord;
import io.arxos.edge.v1.Hello;
import io.arxos.edge.v1.SyncRequest;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stream of one gateway. gRPC calls it from one thread at a time.
final class SyncStreamWire implements StreamObserver<SyncRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(SyncStreamWire.class);
  private static final int INCARNATIONS_MAX = 100_000;

  private final String gateway;
  private final Ingest.Inside inside;
  private final DownlinkWire down;
  private final List<Ledger.Announced> announced = new ArrayList<>();
  private final Map<LaneKey, Long> lasts = new HashMap<>();
  private @Nullable Session session;

  SyncStreamWire(String gateway, Ingest.Inside inside, DownlinkWire down) {
    this.gateway = gateway;
    this.inside = inside;
    this.down = down;
  }

  @Override
  public void onNext(SyncRequest request) {
    try {
      var live = session;
      if (live == null) {
        greet(request);
      } else if (live.live()) {
        live.heard(inside.clock().nanos());
        take(live, request);
      }
    } catch (SQLException e) {
      LOG.warn("{}: the store is not available: {}", gateway, e.getMessage());
      end(new Downlink.End.Again("the store is not available"));
    } catch (IllegalArgumentException e) {
      end(new Downlink.End.Broken(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void onError(Throwable why) {
    LOG.info("{}: the stream broke: {}", gateway, why.getMessage());
    left();
  }

  @Override
  public void onCompleted() {
    down.complete();
    left();
  }

  private void greet(SyncRequest request) throws SQLException {
    if (!request.hasHello()) {
      end(new Downlink.End.Broken("Hello comes first"));
      return;
    }
    Hello hello = request.getHello();
    for (var one : hello.getIncarnationsList()) {
      announced.add(WordsWire.announced(one));
      for (var range : one.getLanesList()) {
        var lane = WordsWire.lane(gateway, one.getIncarnation(), range.getLane());
        lasts.put(lane, range.getLast());
      }
    }
    if (announced.size() > INCARNATIONS_MAX) {
      end(new Downlink.End.Broken("more than " + INCARNATIONS_MAX + " incarnations"));
      return;
    }
    if (!hello.getLastPage()) {
      return;
    }
    var all =
        new Announcement(
            WordsWire.id(hello.getCurrent()),
            announced,
            hello.getCodecVersion(),
            hello.getModelHash().toByteArray(),
            lasts);
    announced.clear();
    switch (inside.reception().receive(gateway, all, down)) {
      case Reception.Result.Admitted(Session admitted) -> {
        session = admitted;
        LOG.info("{}: session {}", gateway, admitted.identity().number());
      }
      case Reception.Result.NotNow(long retryAfterMillis, String why) -> {
        inside.metrics().turnedAway();
        down.notNow(retryAfterMillis, why);
      }
    }
  }

  private void take(Session live, SyncRequest request) throws SQLException {
    switch (request.getMessageCase()) {
      case BLOCK -> block(live, request.getBlock());
      case GAP -> gap(live, request.getGap());
      case COMMAND_RESULT -> {
        var result = request.getCommandResult();
        inside.register().step(gateway, result.getId(), StateWire.step(result));
      }
      case STATUS ->
          inside.register().report(gateway, StateWire.report(request.getStatus()), inside.nowUs());
      case IN_HAND ->
          inside
              .register()
              .inHand(
                  gateway,
                  request.getInHand().getHoldsList().stream().map(StateWire::hold).toList());
      case MODEL -> {
        var model = request.getModel();
        if (!inside.register().model(gateway, model.toByteArray(), inside.nowUs())) {
          end(
              new Downlink.End.Broken(
                  gateway + " belongs to another building than " + model.getBuilding()));
          return;
        }
        live.building(model.getBuilding());
      }
      case LIVE -> {
        var building = live.building();
        if (building != null && request.getLive().getSession() == live.identity().number()) {
          var values = LiveWire.of(request.getLive(), building);
          inside.interests().audience().show(gateway, building, values);
        }
      }
      case HELLO -> end(new Downlink.End.Broken("a second Hello"));
      case MESSAGE_NOT_SET -> LOG.debug("{}: a message of a later version", gateway);
    }
  }

  private void block(Session live, Block block) {
    if (block.getSession() != live.identity().number()) {
      return;
    }
    var lane = WordsWire.lane(gateway, block.getIncarnation(), block.getLane());
    var place = WordsWire.place(lane, block.getFirst(), block.getLast());
    List<byte[]> payloads = new ArrayList<>(1 + block.getMoreCount());
    payloads.add(block.getPayload().toByteArray());
    block.getMoreList().forEach(more -> payloads.add(more.toByteArray()));
    inside.gate().samples(live, place, payloads);
  }

  private void gap(Session live, GapRecord gap) {
    if (gap.getSession() == live.identity().number()) {
      inside.gate().gap(live, WordsWire.gap(gateway, gap));
    }
  }

  private void end(Downlink.End why) {
    LOG.info("{}: the stream is ended: {}", gateway, why);
    var live = session;
    if (live == null) {
      down.end(why);
    } else {
      live.end(why);
      left();
    }
  }

  /// The stream is over, whoever has ended it.
  void left() {
    var live = session;
    if (live == null) {
      return;
    }
    session = null;
    live.gone();
    long newest = inside.sessions().leave(live);
    if (newest == 0) {
      return; // another machine with the same identity is still there
    }
    try {
      inside.register().endSession(gateway, newest, inside.nowUs());
    } catch (SQLException e) {
      LOG.warn("{}: its leaving is not written down: {}", gateway, e.getMessage());
    }
  }
}
