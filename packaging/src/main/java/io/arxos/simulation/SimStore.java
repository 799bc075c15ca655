package io.arxos.simulation;

import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.GatewayState;
import io.arxos.cloud.fleet.Hold;
import io.arxos.cloud.fleet.Register;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogReader.Position;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The store: transactions that see what others have committed, row locks, unique keys, as in
/// PostgreSQL. A lock that is held is not waited for, because there is one thread: it is refused,
/// as after a lock timeout.
final class SimStore implements Ledger, Register {
  private final Interruptions interruptions;
  private final Audit audit;
  private final Map<Object, SimTransaction> locks = new HashMap<>();
  private Tables tables = new Tables();
  private @Nullable Tables backup;
  private final boolean backups;
  private final Mutant mutant;
  private final ProgressOf says = new ProgressOf();
  private final Map<LaneKey, Long> seen = new HashMap<>();
  private long newestBackup;
  private long generation = 1;
  private long incarnationOfServer = 1;
  private int failures;
  private boolean failureIsLate;

  /// @param backups whether *safe* follows a backup
  SimStore(Interruptions interruptions, Audit audit, boolean backups, Mutant mutant) {
    this.mutant = mutant;
    this.interruptions = interruptions;
    this.audit = audit;
    this.backups = backups;
  }

  Tables tables() {
    return tables;
  }

  long generation() {
    return generation;
  }

  Mutant mutant() {
    return mutant;
  }

  /// A reader of the log begins with this sequence; only who accepts a gap cares.
  void sees(LaneKey lane, long first) {
    seen.put(lane, first);
  }

  long seen(LaneKey lane) {
    return seen.getOrDefault(lane, 0L);
  }

  /// The log has taken this.
  void appended(LaneKey lane, long last) {
    says.appended(lane, last);
  }

  boolean backups() {
    return backups;
  }

  /// The next so many transactions fail.
  ///
  /// @param late after they have taken effect
  void fail(int transactions, boolean late) {
    failures = transactions;
    failureIsLate = late;
  }

  void backUp() {
    backup = tables.copy();
    newestBackup++;
  }

  long newestBackup() {
    return newestBackup;
  }

  /// @return false when there is no backup
  boolean restore() {
    var from = backup;
    if (from == null) {
      return false;
    }
    tables = from.copy();
    generation++;
    incarnationOfServer++;
    locks.clear();
    return true;
  }

  /// Up to where a restore would bring a lane.
  long safe(LaneKey lane) {
    if (!backups) {
      return tables.next(lane) - 1;
    }
    return backup == null ? 0 : Math.min(tables.next(lane), backup.next(lane)) - 1;
  }

  // ---- the ledger ----

  @Override
  public Progress progress(BlockLog.Identity log, Collection<LaneKey> lanes) throws SQLException {
    interruptions.at("store.progress");
    mayFail();
    var next = new HashMap<LaneKey, Long>();
    lanes.forEach(lane -> next.put(lane, tables.next(lane)));
    var places = new HashMap<Integer, Long>();
    positions(log).forEach((partition, place) -> places.put(partition, place.offset()));
    var progress = says.of(this, next, places);
    interruptions.at("store.progress read");
    return progress;
  }

  @Override
  public SortedMap<Integer, Position> positions(BlockLog.Identity log) throws SQLException {
    mayFail();
    var found = new TreeMap<Integer, Position>();
    tables.positions.forEach((place, position) -> {
      if (place.log().equals(log)) {
        found.put(place.partition(), position);
      }
    });
    return found;
  }

  @Override
  public boolean compareAndSet(
      BlockLog.Identity log, int partition, @Nullable Position from, long to) throws SQLException {
    interruptions.at("store.compareAndSet");
    mayFail();
    var place = new Tables.Place(log, partition);
    if (locks.containsKey(place)) {
      throw new SQLException("simulated: lock timeout", "55P03");
    }
    var now = tables.positions.get(place);
    boolean set = from == null ? now == null : now != null && now.offset() == from.offset();
    boolean forgets =
        from == null ? mutant == Mutant.LOCKED_BEFORE_EXISTING : mutant == Mutant.SEEK_NOT_WRITTEN;
    if (set && !forgets) {
      tables.positions.put(place, Position.at(to));
    }
    interruptions.at("store.compareAndSet done");
    return set;
  }

  @Override
  public void announce(String gateway, Collection<Announced> announced) throws SQLException {
    mayFail();
    for (var one : announced) {
      audit.announced(one);
      tables.incarnations.putIfAbsent(one.incarnation(), one);
    }
  }

  @Override
  public void ensure(Collection<LocalDate> days, LocalDate today) {
    // Every day has room.
  }

  @Override
  public <T> T inTransaction(Work<T> work) throws SQLException {
    interruptions.at("transaction");
    var open = new SimTransaction(this);
    try {
      T result = work.in(open);
      interruptions.at("transaction.commit");
      if (failures > 0 && !failureIsLate) {
        mayFail();
      }
      open.commit();
      open.commitLater();
      interruptions.at("transaction.committed");
      mayFail();
      return result;
    } finally {
      locks.values().removeIf(holder -> holder == open);
    }
  }

  private void mayFail() throws SQLException {
    if (failures > 0) {
      failures--;
      throw new SQLException("simulated: the connection is lost", "08006");
    }
  }

  long server() {
    return incarnationOfServer;
  }

  void lock(Object key, SimTransaction by) throws SQLException {
    var holder = locks.putIfAbsent(key, by);
    if (holder != null && holder != by) {
      throw new SQLException("simulated: lock timeout", "55P03");
    }
  }

  Interruptions interruptions() {
    return interruptions;
  }

  Audit audit() {
    return audit;
  }

  // ---- the register ----

  @Override
  public long beginSession(String gateway, byte[] incarnation, long nowUs) throws SQLException {
    mayFail();
    var now = tables.gateways.getOrDefault(gateway, new Tables.Gateway(0, null, null));
    var next = new Tables.Gateway(now.session() + 1, now.building(), now.hash());
    tables.gateways.put(gateway, next);
    interruptions.at("store.beginSession");
    return next.session();
  }

  @Override
  public void endSession(String gateway, long session, long nowUs) throws SQLException {
    mayFail();
  }

  @Override
  public void allDisconnected(long nowUs) {
    // Nobody asks here.
  }

  @Override
  public void report(String gateway, GatewayState.Report report, long nowUs) throws SQLException {
    mayFail();
  }

  @Override
  public boolean model(String gateway, byte[] bytes, long nowUs) throws SQLException {
    mayFail();
    var now = tables.gateways.getOrDefault(gateway, new Tables.Gateway(0, null, null));
    var building = TapWire.buildingOf(bytes);
    tables.gateways.put(gateway, new Tables.Gateway(now.session(), building, sha256(bytes)));
    return true;
  }

  private static byte[] sha256(byte[] bytes) {
    return io.arxos.gateway.uplink.SiteModelMessage.of(bytes).hash();
  }

  @Override
  public void inHand(String gateway, List<Hold> holds) throws SQLException {
    mayFail();
  }

  @Override
  public void step(String gateway, String command, Command.Step step) throws SQLException {
    mayFail();
  }

  @Override
  public Optional<String> buildingOf(String gateway) throws SQLException {
    mayFail();
    var known = tables.gateways.get(gateway);
    return known == null ? Optional.empty() : Optional.ofNullable(known.building());
  }

  @Override
  public Optional<byte[]> modelHash(String gateway) throws SQLException {
    mayFail();
    var known = tables.gateways.get(gateway);
    byte[] hash = known == null ? null : known.hash();
    return hash == null ? Optional.empty() : Optional.of(Arrays.copyOf(hash, hash.length));
  }
}
