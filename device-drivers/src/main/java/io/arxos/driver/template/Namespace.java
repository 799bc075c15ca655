package io.arxos.driver.template;

import java.util.HashMap;
import java.util.Map;

/// What `namespace()` makes: the only thing that a loop can change for the outside.
record Namespace(Map<String, Object> values) {
  Namespace() {
    this(new HashMap<>());
  }
}
