package io.arxos.simulation;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.log.LaneKey;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Storage.Table;
import io.arxos.gateway.journal.StorageException;
import io.arxos.gateway.uplink.Channels;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One machine with its card: the production classes between a simulated disk and a simulated
/// network.
final class SimGateway {
  private static final String EVICTED = "evicted";

  /// What all machines share.
  record Surroundings(
      SimTime time,
      Witness witness,
      Trace trace,
      Mutant mutant,
      String building,
      Setting setting) {}

  /// @param keep how long the journal keeps what is safe
  /// @param reasonChars how long the texts in samples are
  /// @param quotaBytes what the journal may take
  record Setting(Duration keep, int reasonChars, long quotaBytes) {}

  private final String id;
  private final Surroundings around;
  private final Chance chance;
  private final SimClock clock;
  private final Map<Long, IncarnationId> names;
  private @Nullable SimNet net;
  private SimDisk disk;
  private @Nullable Process running;
  private TapWire.@Nullable Stream stream;

  SimGateway(String id, Surroundings around, Chance chance) {
    this.id = id;
    this.around = around;
    this.chance = chance;
    this.clock = new SimClock(around.time());
    this.names = new HashMap<>();
    this.disk = new SimDisk(new Card());
  }

  /// What a card holds, apart from any machine.
  record Image(SimDisk disk, Map<Long, IncarnationId> names) {}

  /// Another machine with the same identity and a copy of the card.
  SimGateway cloned() {
    var clone = new SimGateway(id, around, chance.split());
    clone.take(image());
    clone.net = net;
    return clone;
  }

  Image image() {
    return new Image(disk.image(new Card()), new HashMap<>(names));
  }

  void take(Image image) {
    names.clear();
    names.putAll(image.names());
    disk = image.disk().image(new Card());
  }

  void connectTo(SimNet to) {
    net = to;
  }

  String id() {
    return id;
  }

  SimClock clock() {
    return clock;
  }

  SimDisk disk() {
    return disk;
  }

  boolean isRunning() {
    return running != null;
  }

  void speaksOver(TapWire.Stream newest) {
    stream = newest;
  }

  /// Whether the journal has given up and only a restart helps.
  boolean isBroken() {
    var now = running;
    return now != null && now.isBroken();
  }

  @Nullable Journal journal() {
    return running == null ? null : running.journal();
  }

  /// Starts the process.
  ///
  /// @return false when the disk did not let it
  boolean start() {
    var before = valuesOnCard();
    disk = disk.restarted(new Card());
    before.removeAll(valuesOnCard());
    if (around.mutant() != Mutant.SYNC_OFF) {
      before.forEach(around.witness()::destroyed);
    }
    try {
      running =
          Process.on(new Process.Ground(disk, this::beginning, new Ways(), clock, chance, around));
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  private Beginning beginning() {
    var incarnation =
        around.mutant() == Mutant.INCARNATION_AGAIN
            ? new IncarnationId(7, id.hashCode())
            : IncarnationId.random(chance.random());
    return new Beginning(incarnation, new Birth("boot", 0, clock.wallMicros(), true));
  }

  /// The process ends at once.
  void die() {
    running = null;
    var of = net;
    if (of != null) {
      for (var call : of.calls()) {
        if (call.of == this) {
          call.clientDied(chance.below(4));
        }
      }
    }
  }

  /// A source tells something.
  void offer(Lane lane, List<Long> values, boolean awaited) {
    var now = running;
    if (now == null) {
      return;
    }
    var samples = Readings.of(values, clock, chance, around.setting().reasonChars());
    now.writer()
        .offer(lane, samples, awaited)
        .thenAccept(answer -> {
          if (answer == Acceptance.DURABLE) {
            values.forEach(around.witness()::acknowledged);
          } else {
            around.trace().count("source refused");
          }
        });
  }

  int write() {
    var now = running;
    return now == null ? 0 : now.writer().work();
  }

  void tend() {
    var now = running;
    if (now != null) {
      now.journal().tend();
    }
  }

  int talk() {
    var now = running;
    return now == null ? 0 : now.uplink().work();
  }

  Set<Long> valuesOnCard() {
    var values = new HashSet<Long>();
    disk.blocks((_, _, block) -> {
      try {
        var columns = BlockCodec.decode(block);
        for (int row = 0; row < columns.size(); row++) {
          values.add(columns.integer(row));
        }
      } catch (BadBlock e) {
        around.trace().count("a block on a card cannot be read");
      }
    });
    return values;
  }

  /// A block on the card becomes worse than it was.
  boolean damage() {
    var hit = disk.damage(chance);
    if (hit == null) {
      return false;
    }
    var key = java.nio.ByteBuffer.wrap(hit.getValue());
    var lane = lane(key.getLong(), hit.getKey());
    long first = key.getLong();
    around.witness().damaged(lane, first);
    return true;
  }

  LaneKey lane(long startCounter, Table table) {
    return lane(startCounter, table == Table.ALARM ? LaneKey.ALARM : LaneKey.TELEMETRY);
  }

  LaneKey lane(long startCounter, int lane) {
    var name = names.get(startCounter);
    if (name == null) {
      throw new IllegalStateException("no incarnation has the start counter " + startCounter);
    }
    return new LaneKey(id, new io.arxos.cloud.log.IncarnationId(name.bytes()), lane);
  }

  /// Watches this machine's card.
  private final class Card implements SimDisk.Watcher {
    @Override
    public void began(long startCounter, byte[] incarnation) {
      names.put(startCounter, IncarnationId.of(incarnation));
    }

    @Override
    public void synced(long startCounter, Table table, byte[] block) {
      around.witness().synced(lane(startCounter, table), block);
    }

    /// I8: not more than this stream has called safe.
    @Override
    public void trimmed(long startCounter, int lane, long upTo) {
      var key = lane(startCounter, lane);
      around.witness().trimmed(key, upTo);
      around.trace().add("trimmed", Audit.name(key), upTo);
      var heard = stream;
      if (heard == null || heard.safe(key) < upTo) {
        around.witness().violated("I8 trimmed beyond safe: " + Audit.name(key) + " " + upTo);
      }
    }

    @Override
    public void gaveUp(long startCounter, int lane, SimDisk.GivenUp what) {
      var key = lane(startCounter, lane);
      around.trace().add("gave up " + what.why(), Audit.name(key), what.first(), what.last());
      if (what.why().startsWith(EVICTED)) {
        around.witness().excuse(key, what.first(), what.last());
        if (!disk.wasFull() && disk.bytes() < around.setting().quotaBytes() / 32) {
          around.witness().violated("I8 evicted without need: " + Audit.name(key));
        }
      }
    }
  }

  private final class Ways implements Channels {
    @Override
    public ManagedChannel open() {
      var of = net;
      if (of == null) {
        throw new IllegalArgumentException("no network");
      }
      return of.channel(SimGateway.this);
    }

    @Override
    public String address() {
      return "simulated";
    }
  }
}
