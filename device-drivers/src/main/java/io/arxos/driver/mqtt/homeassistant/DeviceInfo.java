package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.Discovered.Identity;
import java.util.ArrayList;
import java.util.List;

/// Who a device says it is.
///
/// @param keys each is enough to know it again: identifiers, and connections such as `mac 00:11…`
/// @param id for people: the first identifier
record DeviceInfo(List<String> keys, String id, String name, String vendor, String model) {
  private static final String IDENTIFIER = "id ";
  private static final int TEXT_CHARACTERS_MAX = 200;

  /// @param otherwise a key for an entity that names no device
  static DeviceInfo of(Config device, String otherwise) {
    var keys = new ArrayList<String>();
    device.texts("identifiers").forEach(id -> keys.add(IDENTIFIER + id));
    device
        .pairs("connections")
        .forEach(pair -> keys.add(String.join(" ", pair).toLowerCase(java.util.Locale.ROOT)));
    List<String> identifiers = device.texts("identifiers");
    String serial = device.text("serial_number");
    String id =
        !identifiers.isEmpty()
            ? identifiers.getFirst()
            : !serial.isEmpty() ? serial : connection(device, otherwise);
    if (keys.isEmpty()) {
      keys.add("topic " + otherwise);
    }
    String model = device.text("model", device.text("model_id"));
    String vendor = device.text("manufacturer");
    return new DeviceInfo(keys, cut(id), cut(device.text("name")), cut(vendor), cut(model));
  }

  private static String connection(Config device, String otherwise) {
    List<List<String>> pairs = device.pairs("connections");
    return pairs.isEmpty() ? otherwise : pairs.getFirst().getLast();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_CHARACTERS_MAX ? text : text.substring(0, TEXT_CHARACTERS_MAX);
  }

  /// The same device has the same address each time.
  String address() {
    String key = keys.getFirst();
    return "homeassistant/"
        + (key.startsWith(IDENTIFIER) ? key.substring(IDENTIFIER.length()) : key);
  }

  /// What is known with what was known before: one entity often says more of the device than the
  /// next.
  Identity identity(Identity before) {
    return new Identity(
        before.id().isEmpty() ? id : before.id(),
        name.isEmpty() ? before.name() : name,
        vendor.isEmpty() ? before.vendor() : vendor,
        model.isEmpty() ? before.model() : model);
  }
}
