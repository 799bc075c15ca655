package io.arxos.gateway.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of the commands of late, by id, so that a repeated one is answered and not carried
/// out again. Bounded; the oldest is forgotten first.
final class CommandBook {
  static final int RESULTS_MAX = 200;

  private final Map<String, CommandUpdate> results = new LinkedHashMap<>();

  @Nullable CommandUpdate find(String id) {
    return results.get(id);
  }

  void put(CommandUpdate update) {
    results.put(update.id(), update);
    if (results.size() > RESULTS_MAX) {
      results.remove(results.keySet().iterator().next());
    }
  }

  List<CommandUpdate> all() {
    return List.copyOf(results.values());
  }
}
