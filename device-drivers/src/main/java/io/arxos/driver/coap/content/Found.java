package io.arxos.driver.coap.content;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;

/// One value of a payload.
///
/// @param name for people and for a point's name, such as `temperature-0/sensor-value`
/// @param part how the value is told from the others in its payload
/// @param path by `part`: a JSON pointer, the name of a SenML record, the path of an LwM2M
///   resource; empty for the whole payload
/// @param writable whether its definition lets it be written
public record Found(
    String name, Part part, String path, Meaning meaning, Reading reading, boolean writable) {
  /// Each is a key of a point's address.
  public enum Part {
    WHOLE,
    POINTER,
    SENML,
    LWM2M
  }

  /// A payload that cannot be read.
  public static Found bad(String reason) {
    return new Found("", Part.WHOLE, "", Meaning.UNKNOWN, Reading.fault(reason), false);
  }
}
