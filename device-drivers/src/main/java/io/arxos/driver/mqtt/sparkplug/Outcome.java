package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a message, or time alone, brings.
public final class Outcome {
  private final List<Said> said = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private @Nullable String wrong;

  /// A reading of one metric.
  ///
  /// @param address `GROUP/NODE` or `GROUP/NODE/DEVICE`
  /// @param historical of the past: not what the metric is now
  public record Said(String address, String metric, Reading reading, boolean historical) {}

  /// Something to be published with QoS 0, not retained.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Request(String topic, byte[] payload) {}

  Outcome() {}

  void say(Said one) {
    said.add(one);
  }

  void ask(Request request) {
    requests.add(request);
  }

  void complain(String reason) {
    wrong = wrong == null ? reason : wrong;
  }

  /// In the order of the messages.
  public List<Said> said() {
    return List.copyOf(said);
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /// Why something of it was not taken; null when all was. Without changing parts.
  public @Nullable String wrong() {
    return wrong;
  }
}
