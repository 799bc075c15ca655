package io.arxos.driver.mqtt.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A topic of Tasmota taken apart: its FullTopic has a prefix (`cmnd`, `stat` or `tele`) in any
/// place, and what is said stands last.
///
/// @param before levels before the prefix
/// @param after levels after it, without the last
/// @param prefix of the message: `stat` or `tele`
/// @param subject the last level, such as `SENSOR`
record TasmotaTopic(List<String> before, List<String> after, String prefix, String subject) {
  private static final Pattern SUBJECT =
      Pattern.compile("SENSOR|STATE|LWT|RESULT|UPTIME|INFO\\d|STATUS\\d*|POWER\\d*|LOGGING|EVENT");

  static Optional<TasmotaTopic> of(String topic) {
    List<String> levels = List.of(topic.split("/", -1));
    int last = levels.size() - 1;
    if (last < 2 || !SUBJECT.matcher(levels.get(last)).matches()) {
      return Optional.empty();
    }
    for (int i = 0; i < last; i++) {
      String level = levels.get(i);
      if (level.equals("tele") || level.equals("stat")) {
        return Optional.of(
            new TasmotaTopic(
                levels.subList(0, i), levels.subList(i + 1, last), level, levels.get(last)));
      }
    }
    return Optional.empty();
  }

  /// Of a device's FullTopic, such as `%prefix%/%topic%/`, and its topic.
  static Optional<TasmotaTopic> of(String fullTopic, String topic) {
    String trimmed =
        fullTopic.endsWith("/") ? fullTopic.substring(0, fullTopic.length() - 1) : fullTopic;
    List<String> levels = List.of(trimmed.replace("%topic%", topic).split("/", -1));
    int prefix = levels.indexOf("%prefix%");
    return prefix < 0
        ? Optional.empty()
        : Optional.of(
            new TasmotaTopic(
                levels.subList(0, prefix),
                levels.subList(prefix + 1, levels.size()),
                "tele",
                "SENSOR"));
  }

  /// Another topic of the same device.
  String with(String otherPrefix, String otherSubject) {
    var levels = new ArrayList<>(before);
    levels.add(otherPrefix);
    levels.addAll(after);
    levels.add(otherSubject);
    return String.join("/", levels);
  }

  /// The same for every topic of a device.
  String device() {
    return with("tele", "#");
  }

  /// What an installer calls it.
  String name() {
    return after.isEmpty() ? before.isEmpty() ? "" : before.getLast() : after.getLast();
  }
}
