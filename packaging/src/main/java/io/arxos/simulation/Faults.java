package io.arxos.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Does what goes wrong.
final class Faults {
  private static final Set<Fault> LOSES_RECORDS =
      Set.of(Fault.LOG_LOSES_TAIL, Fault.LOG_FORGETS, Fault.LOG_REPLACED);

  private final World world;
  private final Chance chance;
  private final List<Fault> kinds;
  private SimGateway.@Nullable Image image;

  /// Values that only the store has: a restore may take them away for ever.
  private final Set<Long> fragile = new HashSet<>();

  Faults(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
    this.kinds = List.copyOf(new java.util.TreeSet<>(world.faults()));
  }

  void happen() {
    if (kinds.isEmpty()) {
      return;
    }
    var kind = chance.of(kinds);
    if (happens(kind)) {
      world.trace.add("fault " + kind);
    }
  }

  /// The store goes back, or the log is another, while nothing is under way.
  boolean happensAtRest() {
    var choices = new ArrayList<>(kinds);
    choices.retainAll(Set.of(Fault.RESTORE, Fault.LOG_REPLACED, Fault.LOG_LOSES_TAIL));
    if (choices.isEmpty() || chance.oneIn(3)) {
      return false;
    }
    var kind = chance.of(choices);
    world.trace.add("at rest " + kind);
    return switch (kind) {
      case RESTORE -> restore();
      case LOG_REPLACED -> {
        world.log.beReplaced();
        yield true;
      }
      default -> ofTheLog(kind);
    };
  }

  private boolean happens(Fault kind) {
    return switch (kind) {
      case CUT, NET_DOWN, BIT_ON_THE_WIRE -> ofTheNet(kind);
      case GATEWAY_DIES, GATEWAY_DIES_AT_A_CALL, CLONE, CARD_ROLLED_BACK, WALL_CLOCK ->
          ofAMachine(kind, chance.of(world.gateways));
      case DISK_ERROR, DISK_FULL, DISK_DAMAGE, LIE -> ofADisk(kind, chance.of(world.gateways));
      case SERVER_DIES, HISTORY_DIES, REBALANCE -> ofAProcess(kind);
      case LOG_LATE,
          LOG_REFUSES,
          LOG_DOUBLES,
          LOG_LOSES_TAIL,
          LOG_FORGETS,
          LOG_REPLACED,
          LOG_UNAVAILABLE ->
          ofTheLog(kind);
      case STORE_FAILS, RESTORE -> ofTheStore(kind);
      case INTERLEAVE -> false;
    };
  }

  private boolean ofTheNet(Fault kind) {
    var calls = world.net.calls();
    switch (kind) {
      case NET_DOWN -> world.net.down(chance.oneIn(2));
      case CUT -> {
        if (calls.isEmpty()) {
          return false;
        }
        chance.of(calls).cut(chance.below(4), chance.below(4));
      }
      default -> {
        return !calls.isEmpty() && chance.of(calls).turnBit(chance);
      }
    }
    return true;
  }

  private boolean ofAMachine(Fault kind, SimGateway gateway) {
    switch (kind) {
      case GATEWAY_DIES -> gateway.die();
      case GATEWAY_DIES_AT_A_CALL ->
          gateway
              .disk()
              .failAt(
                  chance.between(1, 6),
                  chance.oneIn(2) ? DiskFault.DEATH_BEFORE : DiskFault.DEATH_AFTER);
      case CLONE -> {
        if (chance.oneIn(2)) {
          world.add(gateway.cloned());
        }
      }
      case CARD_ROLLED_BACK -> {
        if (gateway != world.gateways.getFirst()) {
          return false;
        }
        rollBack(gateway);
      }
      default -> wallClock(chance.oneIn(3) ? world.cloudClock : gateway.clock());
    }
    return true;
  }

  private void rollBack(SimGateway gateway) {
    var old = image;
    if (old == null || chance.oneIn(2)) {
      image = gateway.image();
      return;
    }
    var before = gateway.valuesOnCard();
    gateway.die();
    gateway.take(old);
    before.removeAll(gateway.valuesOnCard());
    gone(before);
  }

  /// Values that are on no card any more: those that are not stored yet may never be.
  private void gone(Set<Long> values) {
    for (long value : values) {
      if (Outcome.isStored(world, value)) {
        fragile.add(value);
      } else {
        world.witness.destroyed(value);
      }
    }
  }

  private void wallClock(SimClock clock) {
    switch (chance.below(4)) {
      case 0 -> clock.beginIn1970();
      case 1 -> clock.step(Duration.ofSeconds(chance.between(-100_000, 100_000)));
      case 2 -> clock.drift(chance.between(-200_000, 200_000));
      default -> clock.beRight();
    }
  }

  private boolean ofADisk(Fault kind, SimGateway gateway) {
    switch (kind) {
      case DISK_ERROR ->
          gateway
              .disk()
              .failAt(
                  chance.between(1, 8),
                  chance.oneIn(2) ? DiskFault.EIO : DiskFault.EIO_YET_WRITTEN);
      case DISK_FULL -> {
        if (chance.oneIn(3)) {
          gateway.disk().failAt(chance.between(1, 8), DiskFault.ENOSPC);
        } else if (chance.oneIn(2)) {
          gateway.disk().capacity(gateway.disk().bytes() + chance.below(300));
        } else {
          gateway.disk().capacity(Long.MAX_VALUE / 2);
        }
      }
      case DISK_DAMAGE -> {
        return gateway.damage();
      }
      default -> {
        var before = gateway.valuesOnCard();
        gateway.die();
        if (gateway.disk().forgetLast(chance.between(1, 3)) == 0) {
          return false;
        }
        before.removeAll(gateway.valuesOnCard());
        gone(before);
      }
    }
    return true;
  }

  private boolean ofAProcess(Fault kind) {
    switch (kind) {
      case SERVER_DIES -> {
        if (world.cloud.servers().isEmpty()) {
          return false;
        }
        serverDies(chance.of(world.cloud.servers()));
      }
      case HISTORY_DIES -> {
        int number = chance.below(world.cloud.histories());
        world.run("history " + number, () -> world.cloud.expel(number), () -> {});
      }
      default -> world.log.group().rebalance();
    }
    return true;
  }

  void serverDies(SimCloud.Server server) {
    world.cloud.die(server, world.net, chance);
  }

  void serverOf(SimNet.Call<?, ?> call) {
    for (var server : List.copyOf(world.cloud.servers())) {
      if (server.service().getMethods().stream().anyMatch(call::isAt)) {
        serverDies(server);
      }
    }
  }

  private boolean ofTheLog(Fault kind) {
    var log = world.log;
    int partition = log.partitionOf("hofgarten");
    switch (kind) {
      case LOG_LATE -> world.land();
      case LOG_REFUSES -> {
        return log.refuseOne(chance.oneIn(2));
      }
      case LOG_DOUBLES -> {
        return log.doubleLast(partition);
      }
      case LOG_LOSES_TAIL -> {
        return log.loseTail(partition, chance.between(1, 4), chance.oneIn(2)) > 0;
      }
      case LOG_FORGETS -> log.forgetBeginning(partition, chance.between(1, 5));
      case LOG_REPLACED -> {
        if (!chance.oneIn(3)) {
          return false;
        }
        log.beReplaced();
      }
      default -> log.beUnavailable(chance.between(1, 4));
    }
    return true;
  }

  private boolean ofTheStore(Fault kind) {
    if (kind == Fault.STORE_FAILS) {
      world.store.fail(chance.between(1, 2), chance.oneIn(2));
      return true;
    }
    if (chance.oneIn(2)) {
      world.trace.add("backup");
      world.store.backUp();
      return false;
    }
    return restore();
  }

  private boolean restore() {
    if (!world.store.restore()) {
      return false;
    }
    world.audit.restored(world.store);
    if (!world.store.backups()) {
      world.witness.storeWentBack();
    }
    // What only the store had is in the log still, unless that loses things too.
    if (!Collections.disjoint(kinds, LOSES_RECORDS)) {
      fragile.stream().filter(v -> !Outcome.isStored(world, v)).forEach(world.witness::destroyed);
    }
    return true;
  }
}
