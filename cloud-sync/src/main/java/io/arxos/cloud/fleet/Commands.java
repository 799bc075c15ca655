package io.arxos.cloud.fleet;

import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Commands and every step they took, in the store. Safe for any thread; every call is one
/// transaction.
public final class Commands {
  private static final String COLUMNS =
      """
      select id, gateway, point, value, level, issuer, reason, lease_ms, state, detail, created_us
      from command\
      """;

  private final Store store;
  private final Changes changes;

  Commands(Store store, Changes changes) {
    this.store = store;
    this.changes = changes;
  }

  /// Writes a new command down as pending.
  ///
  /// @return false when the id is known already; then nothing is changed
  public boolean create(Command.Order order, long nowUs) throws SQLException {
    boolean created =
        store.inTransaction(db -> {
          try (var put =
              db.prepareStatement(
                  """
                  insert into command (id, gateway, point, value, level, issuer, reason,
                    lease_ms, created_us, state, detail)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', '')
                  on conflict (id) do nothing\
                  """)) {
            put.setString(1, order.id());
            put.setString(2, order.gateway());
            put.setString(3, order.point());
            put.setString(4, PointValue.toColumn(order.value()));
            put.setInt(5, order.level());
            put.setString(6, order.issuer());
            put.setString(7, order.reason());
            put.setLong(8, order.leaseMs());
            put.setLong(9, nowUs);
            if (put.executeUpdate() == 0) {
              return false;
            }
          }
          addStep(db, order.id(), new Command.Step(Command.State.PENDING, nowUs, ""));
          return true;
        });
    if (created) {
      changes.tell(new FleetChange.OfCommand(order.id()));
    }
    return created;
  }

  /// Adds a step to a command of this gateway. A step that is already the newest is not repeated; a
  /// command that is unknown is left alone.
  public void step(String gateway, String id, Command.Step step) throws SQLException {
    boolean stepped =
        store.inTransaction(db -> {
          try (var advance =
              db.prepareStatement(
                  "update command set state = ?, detail = ? where id = ? and gateway = ?"
                      + " and (state <> ? or detail <> ?)")) {
            advance.setString(1, step.state().word());
            advance.setString(2, step.detail());
            advance.setString(3, id);
            advance.setString(4, gateway);
            advance.setString(5, step.state().word());
            advance.setString(6, step.detail());
            if (advance.executeUpdate() == 0) {
              return false;
            }
          }
          addStep(db, id, step);
          return true;
        });
    if (stepped) {
      changes.tell(new FleetChange.OfCommand(id));
    }
  }

  private static void addStep(Connection db, String id, Command.Step step) throws SQLException {
    try (var put =
        db.prepareStatement(
            """
            insert into command_step (command_id, step, state, at_us, detail)
            select ?, count(*) + 1, ?, ?, ? from command_step where command_id = ?\
            """)) {
      put.setString(1, id);
      put.setString(2, step.state().word());
      put.setLong(3, step.atUs());
      put.setString(4, step.detail());
      put.setString(5, id);
      put.executeUpdate();
    }
  }

  public Optional<Command> get(String id) throws SQLException {
    return store.inTransaction(db ->
        Fleet.list(
                db, COLUMNS + " where id = ?", sql -> sql.setString(1, id), row -> command(db, row))
            .stream()
            .findFirst());
  }

  /// @param limit 1..1000
  /// @return the newest first
  public List<Command> newest(int limit) throws SQLException {
    return store.inTransaction(db ->
        Fleet.list(
            db,
            COLUMNS + " order by created_us desc limit ?",
            sql -> sql.setInt(1, Math.clamp(limit, 1, 1000)),
            row -> command(db, row)));
  }

  /// A command that no answer will come for, with the reason.
  public record Unanswered(String gateway, String id, String why) {}

  /// Pending commands that are void: too old, or the connection they were sent over has ended.
  ///
  /// @param olderThanUs created before this
  List<Unanswered> unanswered(long olderThanUs) throws SQLException {
    return store.inTransaction(db ->
        Fleet.list(
            db,
            """
            select c.gateway, c.id, case when c.created_us < ? then 'no answer'
                else 'the connection broke before the gateway answered' end
            from command c join gateway g on g.id = c.gateway
            where c.state = 'pending' and
              (c.created_us < ? or not g.connected or g.since_us > c.created_us)\
            """,
            sql -> {
              sql.setLong(1, olderThanUs);
              sql.setLong(2, olderThanUs);
            },
            row -> new Unanswered(row.getString(1), row.getString(2), row.getString(3))));
  }

  private static Command command(Connection db, ResultSet row) throws SQLException {
    var order =
        new Command.Order(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            PointValue.fromColumn(row.getString(4)),
            row.getInt(5),
            row.getString(6),
            row.getString(7),
            row.getLong(8));
    var steps =
        Fleet.list(
            db,
            "select state, at_us, detail from command_step where command_id = ? order by step",
            sql -> sql.setString(1, order.id()),
            step ->
                new Command.Step(
                    Command.State.of(step.getString(1)), step.getLong(2), step.getString(3)));
    return new Command(
        order, Command.State.of(row.getString(9)), row.getString(10), row.getLong(11), steps);
  }
}
