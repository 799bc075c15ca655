package io.arxos.cloud.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What there is to copy, from the catalogue: every table of the schema except those that speak of
/// migrations and of backups. A partitioned table stands for its partitions.
final class Tables {
  private static final String TABLES =
      """
      select c.relname, coalesce(p.relname, ''),
        coalesce(pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT', false)
      from pg_class c
      left join pg_inherits i on i.inhrelid = c.oid
      left join pg_class p on p.oid = i.inhparent
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and c.relname not in ('flyway_schema_history', 'backup', 'backed_up')
      order by 3, 1\
      """;

  private static final String COLUMNS =
      """
      select attname from pg_attribute
      where attrelid = to_regclass(?) and attnum > 0 and not attisdropped and attgenerated = ''
      order by attnum\
      """;

  private static final String REFERENCES =
      """
      select f.relname, t.relname from pg_constraint c
      join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
      where c.contype = 'f' and f.relnamespace = current_schema()::regnamespace\
      """;

  private Tables() {}

  /// @param parent "" for a table of its own
  /// @param others whether it takes the rows that no other partition takes
  record Table(String name, String parent, boolean others) {
    boolean ofLedger() {
      return parent.equals("block");
    }
  }

  /// The partition for all other rows comes last.
  static List<Table> all(Connection db) throws SQLException {
    try (var sql = db.prepareStatement(TABLES);
        var rows = sql.executeQuery()) {
      var tables = new ArrayList<Table>();
      while (rows.next()) {
        tables.add(new Table(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
      }
      return tables;
    }
  }

  static List<String> columns(Connection db, String table) throws SQLException {
    try (var sql = db.prepareStatement(COLUMNS)) {
      sql.setString(1, quoted(table));
      try (var rows = sql.executeQuery()) {
        var columns = new ArrayList<String>();
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
        return columns;
      }
    }
  }

  /// Which tables each table refers to.
  static Map<String, List<String>> references(Connection db) throws SQLException {
    try (var sql = db.prepareStatement(REFERENCES);
        var rows = sql.executeQuery()) {
      var references = new HashMap<String, List<String>>();
      while (rows.next()) {
        references
            .computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
            .add(rows.getString(2));
      }
      return references;
    }
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String quoted(List<String> names) {
    return String.join(", ", names.stream().map(Tables::quoted).toList());
  }
}
