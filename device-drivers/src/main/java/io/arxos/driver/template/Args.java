package io.arxos.driver.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Arguments of a filter, test, function or method, evaluated.
record Args(List<Object> positional, Map<String, Object> named) {
  static final Args NONE = new Args(List.of(), Map.of());

  /// By place or by name; null when it is not given.
  @Nullable Object find(int index, String name) {
    return index < positional.size() ? positional.get(index) : named.get(name);
  }

  Object need(int index, String name) {
    Object value = find(index, name);
    if (value == null) {
      throw Refusal.of("argument " + name + " is missing");
    }
    return value;
  }

  String text(int index, String name, String otherwise) {
    Object value = find(index, name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw Refusal.of("argument " + name + " must be a text");
  }

  String text(int index, String name) {
    return text(index, name, need(index, name) instanceof String text ? text : notText(name));
  }

  private static String notText(String name) {
    throw Refusal.of("argument " + name + " must be a text");
  }

  long whole(int index, String name, long otherwise) {
    Object value = find(index, name);
    return value == null ? otherwise : Python.whole(value);
  }

  boolean flag(int index, String name, boolean otherwise) {
    Object value = find(index, name);
    return value == null ? otherwise : Python.truth(value);
  }

  Args rest() {
    return new Args(positional.subList(1, positional.size()), named);
  }
}
