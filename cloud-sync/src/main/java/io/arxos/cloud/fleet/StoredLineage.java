package io.arxos.cloud.fleet;

import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Descent in the store, and what people do about it.
public final class StoredLineage implements Lineage {
  private static final int NOTICES_MAX = 1_000;

  /// A start and everything it descends from.
  private static final String LINE =
      """
      with recursive line (incarnation, parent) as (
        select incarnation, parent from incarnation where gateway = ? and incarnation = ?
        union
        select i.incarnation, i.parent from incarnation i
          join line on i.gateway = ? and i.incarnation = line.parent)
      """;

  private final Store store;

  public StoredLineage(Store store) {
    this.store = store;
  }

  @Override
  public Kin kin(String gateway, IncarnationId current, Collection<IncarnationId> announced)
      throws SQLException {
    byte[][] ids = announced.stream().map(IncarnationId::bytes).toArray(byte[][]::new);
    return store.inTransaction(db ->
        new Kin(
            closed(db, gateway, ids), siblings(db, gateway, ids), refused(db, gateway, current)));
  }

  private static Set<IncarnationId> closed(Connection db, String gateway, byte[][] ids)
      throws SQLException {
    return new HashSet<>(
        Fleet.list(
            db,
            "select incarnation from incarnation where gateway = ? and incarnation = any (?)"
                + " and closed_us is not null",
            sql -> {
              sql.setString(1, gateway);
              sql.setArray(2, db.createArrayOf("bytea", ids));
            },
            row -> new IncarnationId(row.getBytes(1))));
  }

  private static List<Sibling> siblings(Connection db, String gateway, byte[][] ids)
      throws SQLException {
    return Fleet.list(
        db,
        """
        select other.parent, other.incarnation from incarnation other
        where other.gateway = ? and not other.incarnation = any (?)
          and (other.parent = any (?) or other.parent in (
            select own.parent from incarnation own
            where own.gateway = other.gateway and own.incarnation = any (?)))
          and exists (select 1 from cursor c where c.gateway = other.gateway
            and c.incarnation = other.incarnation and c.next > 1)
        order by other.started_us\
        """,
        sql -> {
          sql.setString(1, gateway);
          for (int i = 2; i <= 4; i++) {
            sql.setArray(i, db.createArrayOf("bytea", ids));
          }
        },
        row -> new Sibling(new IncarnationId(row.getBytes(1)), new IncarnationId(row.getBytes(2))));
  }

  private static boolean refused(Connection db, String gateway, IncarnationId current)
      throws SQLException {
    return !Fleet.list(
            db,
            LINE
                + "select 1 from refused_incarnation r where r.gateway = ?"
                + " and r.refused in (select incarnation from line)"
                + " and r.kept not in (select incarnation from line) limit 1",
            sql -> {
              sql.setString(1, gateway);
              sql.setBytes(2, current.bytes());
              sql.setString(3, gateway);
              sql.setString(4, gateway);
            },
            row -> row.getInt(1))
        .isEmpty();
  }

  @Override
  public void raise(
      String gateway, Notice.Kind kind, IncarnationId incarnation, String detail, long nowUs)
      throws SQLException {
    update(
        """
        insert into notice (gateway, kind, incarnation, detail, raised_us) values (?, ?, ?, ?, ?)
        on conflict (gateway, kind, incarnation) do update
          set cleared_us = null, raised_us = excluded.raised_us, detail = excluded.detail
          where notice.kind = 'cloned' and notice.cleared_us is not null\
        """,
        sql -> {
          sql.setString(1, gateway);
          sql.setString(2, kind.word());
          sql.setBytes(3, incarnation.bytes());
          sql.setString(4, detail);
          sql.setLong(5, nowUs);
        });
  }

  @Override
  public void close(String gateway, IncarnationId incarnation, long nowUs) throws SQLException {
    update(
        "update incarnation set closed_us = ? where gateway = ? and incarnation = ?"
            + " and closed_us is null",
        sql -> {
          sql.setLong(1, nowUs);
          sql.setString(2, gateway);
          sql.setBytes(3, incarnation.bytes());
        });
  }

  @Override
  public void reopen(String gateway, IncarnationId incarnation) throws SQLException {
    update(
        "update incarnation set closed_us = null where gateway = ? and incarnation = ?",
        sql -> {
          sql.setString(1, gateway);
          sql.setBytes(2, incarnation.bytes());
        });
  }

  @Override
  public Set<String> cloned() throws SQLException {
    return names(
        "select distinct gateway from notice where kind = 'cloned' and cleared_us is null");
  }

  @Override
  public Set<String> withRefused() throws SQLException {
    return names("select distinct gateway from refused_incarnation");
  }

  // ---- what people do ----

  /// What nobody has looked at yet, the oldest first.
  public List<Notice> notices() throws SQLException {
    return store.inTransaction(db ->
        Fleet.list(
            db,
            "select gateway, kind, incarnation, detail, raised_us from notice"
                + " where cleared_us is null order by raised_us limit "
                + NOTICES_MAX,
            _ -> {},
            row ->
                new Notice(
                    row.getString(1),
                    Notice.Kind.of(row.getString(2)),
                    new IncarnationId(row.getBytes(3)).toString(),
                    row.getString(4),
                    row.getLong(5))));
  }

  /// Of machines with one identity this one is the right one; the others are refused from now on.
  ///
  /// @param begin of the incarnation's hexadecimal digits, as the notice says it
  /// @return how many are refused; 0 when no open notice begins like this, or more than one does
  public int keep(String gateway, String begin, String byWhom, long nowUs) throws SQLException {
    var clones =
        notices().stream()
            .filter(one -> one.gateway().equals(gateway) && one.kind() == Notice.Kind.CLONED)
            .map(Notice::incarnation)
            .toList();
    var kept = clones.stream().filter(one -> one.startsWith(begin)).toList();
    if (kept.size() != 1) {
      return 0;
    }
    List<String> others = new ArrayList<>(clones);
    others.removeAll(kept);
    store.inTransaction(db -> {
      try (var refuse =
              db.prepareStatement(
                  "insert into refused_incarnation values (?, ?, ?, ?, ?) on conflict do nothing");
          var again =
              db.prepareStatement(
                  "delete from refused_incarnation where gateway = ? and refused = ?")) {
        for (String other : others) {
          refuse.setString(1, gateway);
          refuse.setBytes(2, bytes(other));
          refuse.setBytes(3, bytes(kept.getFirst()));
          refuse.setString(4, byWhom);
          refuse.setLong(5, nowUs);
          refuse.addBatch();
        }
        refuse.executeBatch();
        again.setString(1, gateway);
        again.setBytes(2, bytes(kept.getFirst()));
        return again.executeUpdate();
      }
    });
    clear(gateway, Notice.Kind.CLONED, byWhom, nowUs);
    return others.size();
  }

  /// A person has looked at everything that is not a clone.
  ///
  /// @return how many notices that were
  public int seen(String gateway, String byWhom, long nowUs) throws SQLException {
    return clear(gateway, Notice.Kind.ROLLED_BACK, byWhom, nowUs)
        + clear(gateway, Notice.Kind.DISK_LOST_DATA, byWhom, nowUs);
  }

  private int clear(String gateway, Notice.Kind kind, String byWhom, long nowUs)
      throws SQLException {
    return update(
        "update notice set cleared_us = ?, cleared_by = ?"
            + " where gateway = ? and kind = ? and cleared_us is null",
        sql -> {
          sql.setLong(1, nowUs);
          sql.setString(2, byWhom);
          sql.setString(3, gateway);
          sql.setString(4, kind.word());
        });
  }

  private static byte[] bytes(String hex) {
    return java.util.HexFormat.of().parseHex(hex);
  }

  private int update(String text, Fleet.Bind bind) throws SQLException {
    return store.inTransaction(db -> {
      try (var sql = db.prepareStatement(text)) {
        bind.to(sql);
        return sql.executeUpdate();
      }
    });
  }

  private Set<String> names(String text) throws SQLException {
    return store.inTransaction(
        db -> new HashSet<>(Fleet.list(db, text, _ -> {}, row -> row.getString(1))));
  }
}
