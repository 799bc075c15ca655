package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/// A topic filter of MQTT (version 5, 4.7), taken apart once.
///
/// @param levels of the filter, in order
record TopicFilter(String text, List<String> levels) {
  private static final int BYTES_MAX = 65_535;

  static TopicFilter of(String text) {
    return new TopicFilter(text, List.of(text.split("/", -1)));
  }

  static boolean hasWildcard(String topic) {
    return topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0;
  }

  /// Why it is no filter; empty when it is one.
  static String fault(String text) {
    if (text.getBytes(UTF_8).length > BYTES_MAX) {
      return "is longer than " + BYTES_MAX + " bytes";
    }
    List<String> levels = List.of(text.split("/", -1));
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      boolean whole = level.length() == 1;
      if ((level.contains("+") && !whole)
          || (level.contains("#") && !(whole && i == levels.size() - 1))) {
        return "has + or # that is not a level of its own, or # that is not the last";
      }
    }
    return text.indexOf('\0') >= 0 ? "has a zero character" : "";
  }

  /// Topics that begin with `$` match no filter that begins with a wildcard ([MQTT-4.7.2-1]).
  boolean matches(String topic) {
    int from = 0;
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      if (level.equals("#")) {
        return i > 0 || !topic.startsWith("$");
      }
      if (from > topic.length()) {
        return false;
      }
      int slash = topic.indexOf('/', from);
      int end = slash < 0 ? topic.length() : slash;
      boolean same =
          level.equals("+")
              ? i > 0 || !topic.startsWith("$")
              : level.length() == end - from && topic.startsWith(level, from);
      if (!same) {
        return false;
      }
      from = end + 1;
    }
    return from > topic.length();
  }
}
