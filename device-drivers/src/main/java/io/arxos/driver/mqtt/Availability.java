package io.arxos.driver.mqtt;

import io.arxos.driver.Settings;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.Rendering;
import io.arxos.driver.template.Rendered;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What says whether the device of a point can be reached: one or more topics, and how they are
/// taken together.
///
/// @param sources empty when nothing says so
record Availability(List<Source> sources, Mode mode) {
  static final Availability UNTOLD = new Availability(List.of(), Mode.LATEST);
  private static final int SOURCES_MAX = 16;

  /// How several topics are taken together (as in Home Assistant's `availability_mode`).
  enum Mode {
    /// Every topic must say so. One that has said nothing yet does not stand in the way.
    ALL,
    /// One topic is enough.
    ANY,
    /// The topic that spoke last decides.
    LATEST
  }

  /// One topic and its two words.
  ///
  /// @param rendering what finds the word in the message; null when it is the whole message, or
  ///   `state` of a JSON object
  record Source(String topic, String available, String unavailable, @Nullable Rendering rendering) {
    /// Empty when the message is neither word.
    Optional<Boolean> says(Payload payload) {
      String text = word(payload);
      if (text.equalsIgnoreCase(available)) {
        return Optional.of(true);
      }
      return text.equalsIgnoreCase(unavailable) ? Optional.of(false) : Optional.empty();
    }

    private String word(Payload payload) {
      if (rendering != null) {
        return payload.render(rendering) instanceof Rendered.Text(String text) ? text : "";
      }
      String text = payload.text().orElse("").strip();
      return text.startsWith("{")
          ? payload.json().map(root -> root.path("state").asText("")).orElse("")
          : text;
    }
  }

  static Availability of(Settings address) {
    List<Settings> all = address.sections("availability");
    Mode mode = address.choice("availability-mode", Mode.class, Mode.LATEST);
    if (all.size() > SOURCES_MAX) {
      address.problem("availability", "availability has more than " + SOURCES_MAX + " topics");
    }
    return all.isEmpty()
        ? UNTOLD
        : new Availability(all.stream().map(Availability::source).toList(), mode);
  }

  private static Source source(Settings section) {
    String topic = MqttPoint.topic(section, "topic", section.text("topic"));
    String available = section.text("available", "online");
    String unavailable = section.text("unavailable", "offline");
    Rendering rendering = Rendering.of(section, "template");
    section.done();
    return new Source(topic, available, unavailable, rendering);
  }

  /// Whether the device can be reached, as far as anybody has said.
  ///
  /// @param said by source; nothing for one that has not spoken
  /// @param latest the one that spoke last; null when none has
  boolean reachable(Map<Source, Boolean> said, @Nullable Source latest) {
    List<Boolean> heard = sources.stream().map(said::get).filter(Objects::nonNull).toList();
    if (heard.isEmpty()) {
      return true;
    }
    return switch (mode) {
      case ALL -> !heard.contains(false);
      case ANY -> heard.contains(true) || heard.size() < sources.size();
      case LATEST -> latest == null || !sources.contains(latest) || said.getOrDefault(latest, true);
    };
  }
}
