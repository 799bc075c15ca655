package io.arxos.gateway.discovery;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The order in which the keys of an address are written: what finds the point first, the rest by
/// alphabet. The same address is always written the same.
final class KeyOrder {
  private static final List<String> FIRST =
      List.of(
          "topic",
          "pointer",
          "template",
          "senml",
          "sparkplug",
          "metric",
          "path",
          "unit-id",
          "table",
          "register",
          "type",
          "scale");

  private KeyOrder() {}

  static Map<String, Object> of(Map<?, ?> map) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    map.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<?, ?> entry) -> rank(String.valueOf(entry.getKey())))
                .thenComparing(entry -> String.valueOf(entry.getKey())))
        .forEach(entry -> ordered.put(String.valueOf(entry.getKey()), inside(entry.getValue())));
    return ordered;
  }

  private static int rank(String key) {
    int at = FIRST.indexOf(key);
    return at < 0 ? FIRST.size() : at;
  }

  private static Object inside(Object value) {
    return switch (value) {
      case Map<?, ?> map -> of(map);
      case List<?> list -> list.stream().map(KeyOrder::inside).collect(Collectors.toList());
      default -> value;
    };
  }
}
