package io.arxos.cloud.fleet;

import io.arxos.cloud.store.Store;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gateways, their site models and what is in hand, in the store. Safe for any thread; every call
/// is one transaction.
public final class Fleet implements Register {
  private static final String GATEWAYS =
      """
      select g.id, g.building, g.connected, g.since_us, g.last_heard_us, g.incarnation,
        coalesce((select c.complete_us from cursor c where c.gateway = g.id
          and c.incarnation = g.incarnation and c.lane = 2), 0), g.status::text
      from gateway g\
      """;

  private final Store store;
  private final Changes changes = new Changes();
  private final Commands commands;
  private final StoredLineage lineage;

  public Fleet(Store store) {
    this.store = store;
    this.commands = new Commands(store, changes);
    this.lineage = new StoredLineage(store);
  }

  public Commands commands() {
    return commands;
  }

  public StoredLineage lineage() {
    return lineage;
  }

  /// Calls the listener after each change that this process has stored, on the storing thread:
  /// return quickly.
  ///
  /// @return stops it
  public Runnable listen(Consumer<FleetChange> listener) {
    return changes.listen(listener);
  }

  // ---- what a gateway tells ----

  @Override
  public long beginSession(String gateway, byte[] incarnation, long nowUs) throws SQLException {
    long session =
        store.inTransaction(db -> {
          try (var sql =
              db.prepareStatement(
                  """
                  insert into gateway (id, session, connected, since_us, last_heard_us,
                    incarnation) values (?, 1, true, ?, ?, ?)
                  on conflict (id) do update set session = gateway.session + 1,
                    since_us = case when gateway.connected then gateway.since_us
                      else excluded.since_us end,
                    connected = true, last_heard_us = excluded.last_heard_us,
                    incarnation = excluded.incarnation
                  returning session\
                  """)) {
            sql.setString(1, gateway);
            sql.setLong(2, nowUs);
            sql.setLong(3, nowUs);
            sql.setBytes(4, incarnation);
            return oneLong(sql);
          }
        });
    changes.tell(new FleetChange.OfGateway(gateway));
    return session;
  }

  @Override
  public void endSession(String gateway, long session, long nowUs) throws SQLException {
    int ended =
        update(
            "update gateway set connected = false, since_us = ? where id = ? and session = ?"
                + " and connected",
            sql -> {
              sql.setLong(1, nowUs);
              sql.setString(2, gateway);
              sql.setLong(3, session);
            });
    if (ended > 0) {
      changes.tell(new FleetChange.OfGateway(gateway));
    }
  }

  @Override
  public void allDisconnected(long nowUs) throws SQLException {
    update(
        "update gateway set connected = false, since_us = ? where connected",
        sql -> sql.setLong(1, nowUs));
  }

  @Override
  public void report(String gateway, GatewayState.Report report, long nowUs) throws SQLException {
    update(
        "update gateway set status = ?::jsonb, last_heard_us = ? where id = ?",
        sql -> {
          sql.setString(1, ReportJson.write(report));
          sql.setLong(2, nowUs);
          sql.setString(3, gateway);
        });
    changes.tell(new FleetChange.OfGateway(gateway));
  }

  @Override
  public boolean model(String gateway, byte[] bytes, long nowUs) throws SQLException {
    var building = SiteModelWire.read(bytes).building().id();
    var hash = sha256(bytes);
    boolean taken =
        store.inTransaction(db -> {
          try (var belongs =
              db.prepareStatement(
                  "update gateway set building = ? where id = ?"
                      + " and (building is null or building = ?)")) {
            belongs.setString(1, building);
            belongs.setString(2, gateway);
            belongs.setString(3, building);
            if (belongs.executeUpdate() == 0) {
              return false;
            }
          }
          putModel(db, gateway, new ModelRow(building, bytes, hash, nowUs));
          return true;
        });
    if (taken) {
      changes.tell(new FleetChange.OfModel(building));
    }
    return taken;
  }

  private record ModelRow(String building, byte[] bytes, byte[] hash, long receivedUs) {}

  private static void putModel(Connection db, String gateway, ModelRow row) throws SQLException {
    try (var put =
        db.prepareStatement(
            """
            insert into site_model (gateway, building, hash, model, received_us)
            values (?, ?, ?, ?, ?) on conflict (gateway) do update set
              hash = excluded.hash, model = excluded.model, received_us = excluded.received_us\
            """)) {
      put.setString(1, gateway);
      put.setString(2, row.building());
      put.setBytes(3, row.hash());
      put.setBytes(4, row.bytes());
      put.setLong(5, row.receivedUs());
      put.executeUpdate();
    }
  }

  @Override
  public void inHand(String gateway, List<Hold> holds) throws SQLException {
    store.inTransaction(db -> {
      try (var clear = db.prepareStatement("delete from hold where gateway = ?");
          var put = db.prepareStatement("insert into hold values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
        clear.setString(1, gateway);
        clear.executeUpdate();
        for (var hold : holds) {
          put.setString(1, gateway);
          put.setString(2, hold.point());
          put.setInt(3, hold.level());
          put.setString(4, PointValue.toColumn(hold.value()));
          put.setString(5, hold.owner());
          put.setString(6, hold.reason());
          put.setLong(7, hold.sinceUs());
          put.setLong(8, hold.untilUs());
          put.setString(9, hold.commandId());
          put.addBatch();
        }
        put.executeBatch();
      }
      return true;
    });
    changes.tell(new FleetChange.OfHolds(gateway));
  }

  @Override
  public void step(String gateway, String command, Command.Step step) throws SQLException {
    commands.step(gateway, command, step);
  }

  // ---- what the cloud asks ----

  @Override
  public Optional<String> buildingOf(String gateway) throws SQLException {
    return gateway(gateway).map(GatewayState::building);
  }

  public List<GatewayState> gateways() throws SQLException {
    return list(GATEWAYS + " order by g.id", sql -> {}, Fleet::gateway);
  }

  public Optional<GatewayState> gateway(String id) throws SQLException {
    return list(GATEWAYS + " where g.id = ?", sql -> sql.setString(1, id), Fleet::gateway).stream()
        .findFirst();
  }

  /// All site models; several may share a building.
  public List<SiteModel> models() throws SQLException {
    return list(
        "select model from site_model order by building, gateway",
        sql -> {},
        row -> SiteModelWire.read(row.getBytes(1)));
  }

  @Override
  public Optional<byte[]> modelHash(String gateway) throws SQLException {
    return list(
            "select hash from site_model where gateway = ?",
            sql -> sql.setString(1, gateway),
            row -> row.getBytes(1))
        .stream()
        .findFirst();
  }

  /// Everything in hand at a building.
  public List<Hold> holds(String building) throws SQLException {
    return list(
        """
        select h.point, h.level, h.value, h.owner, h.reason, h.since_us, h.until_us, h.command_id
        from hold h join gateway g on g.id = h.gateway where g.building = ?
        order by h.point, h.level\
        """,
        sql -> sql.setString(1, building),
        row ->
            new Hold(
                row.getString(1),
                row.getInt(2),
                PointValue.fromColumn(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8)));
  }

  private static GatewayState gateway(ResultSet row) throws SQLException {
    @Nullable String status = row.getString(8);
    return new GatewayState(
        row.getString(1),
        row.getString(2),
        row.getBoolean(3),
        row.getLong(4),
        row.getLong(5),
        row.getBytes(6),
        row.getLong(7),
        status == null ? null : ReportJson.read(status));
  }

  // ---- SQL ----

  interface Bind {
    void to(PreparedStatement sql) throws SQLException;
  }

  interface Read<T> {
    T from(ResultSet row) throws SQLException;
  }

  private int update(String text, Bind bind) throws SQLException {
    return store.inTransaction(db -> {
      try (var sql = db.prepareStatement(text)) {
        bind.to(sql);
        return sql.executeUpdate();
      }
    });
  }

  private <T> List<T> list(String text, Bind bind, Read<T> read) throws SQLException {
    return store.inTransaction(db -> list(db, text, bind, read));
  }

  static <T> List<T> list(Connection db, String text, Bind bind, Read<T> read) throws SQLException {
    try (var sql = db.prepareStatement(text)) {
      bind.to(sql);
      try (var rows = sql.executeQuery()) {
        var list = new ArrayList<T>();
        while (rows.next()) {
          list.add(read.from(rows));
        }
        return list;
      }
    }
  }

  private static long oneLong(PreparedStatement sql) throws SQLException {
    try (var rows = sql.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
