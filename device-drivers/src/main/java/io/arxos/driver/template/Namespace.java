package io.arxos.driver.template;

import java.util.HashMap;
import java.util.Map;

/// What `namespace()` makes: the only thing that a loop can change for the outside. Equal to itself
/// alone, because it may hold itself.
final class Namespace {
  private final Map<String, Object> values;

  Namespace(Map<String, Object> values) {
    this.values = new HashMap<>(values);
  }

  Map<String, Object> values() {
    return values;
  }
}
