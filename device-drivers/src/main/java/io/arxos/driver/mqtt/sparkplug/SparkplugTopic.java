package io.arxos.driver.mqtt.sparkplug;

import java.util.Optional;

/// The topic of a message of a node or of one of its devices.
///
/// @param device empty for the node itself
record SparkplugTopic(Verb verb, String group, String node, String device) {
  static final String NAMESPACE = "spBv1.0";
  private static final int ID_CHARACTERS_MAX = 256;

  /// What a message is about.
  enum Verb {
    NBIRTH,
    NDATA,
    NDEATH,
    NCMD,
    DBIRTH,
    DDATA,
    DDEATH,
    DCMD;

    boolean ofDevice() {
      return name().startsWith("D");
    }
  }

  /// Empty when the topic is none of Sparkplug, or against its rules: a device where none belongs,
  /// or none where one does.
  static Optional<SparkplugTopic> parse(String topic) {
    String[] parts = topic.split("/", -1);
    if (parts.length < 4 || parts.length > 5 || !parts[0].equals(NAMESPACE)) {
      return Optional.empty();
    }
    for (Verb verb : Verb.values()) {
      if (verb.name().equals(parts[2])) {
        String device = parts.length == 5 ? parts[4] : "";
        boolean fits = verb.ofDevice() == (parts.length == 5);
        return fits
                && isId(parts[1])
                && isId(parts[3])
                && (device.isEmpty() != verb.ofDevice())
                && device.length() <= ID_CHARACTERS_MAX
            ? Optional.of(new SparkplugTopic(verb, parts[1], parts[3], device))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && id.length() <= ID_CHARACTERS_MAX;
  }

  /// As the site file has it: `GROUP/NODE` or `GROUP/NODE/DEVICE`.
  String address() {
    return device.isEmpty() ? nodeAddress() : nodeAddress() + "/" + device;
  }

  String nodeAddress() {
    return group + "/" + node;
  }

  /// The topic of a command to a node or device.
  static String command(String address) {
    String[] parts = address.split("/", 3);
    return parts.length == 3
        ? NAMESPACE + "/" + parts[0] + "/DCMD/" + parts[1] + "/" + parts[2]
        : NAMESPACE + "/" + parts[0] + "/NCMD/" + parts[1];
  }
}
