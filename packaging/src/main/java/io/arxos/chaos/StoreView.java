package io.arxos.chaos;

import io.arxos.cable.Tally;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Export;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the cloud's store holds, read beside the running cloud.
final class StoreView {
  private static final Pattern VALUE = Pattern.compile("\"value\":([^,}]+)");
  private static final String SECONDS_MAX = "5";

  /// Later than any clock that was stepped, so that nothing is taken for the future.
  private static final Instant END_OF_TIME = Instant.parse("2200-01-01T00:00:00Z");

  private final Path cloudData;

  StoreView(Path cloudData) {
    this.cloudData = cloudData;
  }

  /// How many samples were taken in or listed as lost so far; empty while the store cannot be
  /// asked.
  OptionalLong taken() {
    try {
      Optional<Store.Address> address = EmbeddedPostgres.running(cloudData);
      if (address.isEmpty()) {
        return OptionalLong.empty();
      }
      var login = new Properties();
      login.setProperty("user", address.get().user());
      login.setProperty("password", address.get().password());
      for (String limit : List.of("loginTimeout", "connectTimeout", "socketTimeout")) {
        login.setProperty(limit, SECONDS_MAX);
      }
      try (var connection = DriverManager.getConnection(address.get().url(), login);
          var sql = connection.createStatement();
          var rows = sql.executeQuery("select coalesce(sum(next - 1), 0) from cursor")) {
        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
      }
    } catch (IOException | SQLException e) {
      return OptionalLong.empty(); // it is down for the moment
    }
  }

  /// How often each number is stored of these points together.
  Tally numbers(List<String> points) throws IOException, SQLException {
    Tally tally = new Tally();
    Store.Address address =
        EmbeddedPostgres.running(cloudData)
            .orElseThrow(() -> new IOException("PostgreSQL does not run"));
    try (Store store = Store.connect(address)) {
      var reader = new HistoryReader(store, new Fleet(store), InstantSource.fixed(END_OF_TIME));
      for (String point : points) {
        count(reader, point, tally);
      }
    }
    return tally;
  }

  private static void count(HistoryReader reader, String point, Tally tally) throws SQLException {
    var bytes = new ByteArrayOutputStream();
    var span = new Export.Span(0, ChronoUnit.MICROS.between(Instant.EPOCH, END_OF_TIME));
    Export.run(reader, point, span, new PrintStream(bytes, false, StandardCharsets.UTF_8));
    bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> {
          Matcher value = VALUE.matcher(line);
          if (value.find() && !value.group(1).equals("null")) {
            tally.add(value.group(1));
          }
        });
  }
}
