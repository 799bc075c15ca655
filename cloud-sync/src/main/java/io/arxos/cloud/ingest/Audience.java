package io.arxos.cloud.ingest;

import io.arxos.cloud.live.LiveSample;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Who looks at what now, in this process. Safe for any thread.
public interface Audience {
  /// Nobody ever looks.
  Audience NOBODY = new Nobody();

  /// Points of one gateway that somebody looks at.
  ///
  /// @param all every one; the list is empty then
  record Watched(boolean all, List<String> points) {
    public static final Watched NOTHING = new Watched(false, List.of());
  }

  /// Grows with every change.
  long version();

  /// What is looked at, by gateway; one that is not in it is not looked at.
  Map<String, Watched> of(Collection<String> gateways) throws SQLException;

  /// Shows newest values whose samples are still on their way.
  void show(String gateway, String building, List<LiveSample> values);

  /// An empty house.
  final class Nobody implements Audience {
    private Nobody() {}

    @Override
    public long version() {
      return 0;
    }

    @Override
    public Map<String, Watched> of(Collection<String> gateways) {
      return Map.of();
    }

    @Override
    public void show(String gateway, String building, List<LiveSample> values) {
      // There is nobody.
    }
  }
}
