package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.naming.Meanings;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.PayloadForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What Shelly's first generation sends as CoIoT: `{"G":[[0,4101,25.3],…]}`, values by number. The
/// numbers mean the same in every device ("CoIoT for Shelly devices", revision 2).
final class ShellyStatus {
  private static final int PARTS = 3;

  /// Name, quantity, unit.
  private static final Map<Integer, List<String>> KNOWN =
      Map.ofEntries(
          Map.entry(1101, List.of("output", "switch", "")),
          Map.entry(1102, List.of("roller", "", "")),
          Map.entry(1103, List.of("roller-position", "position", "%")),
          Map.entry(2101, List.of("input", "", "")),
          Map.entry(2102, List.of("input-event", "", "")),
          Map.entry(2103, List.of("input-event-count", "", "1")),
          Map.entry(3101, List.of("external-temperature", "temperature", "Cel")),
          Map.entry(3102, List.of("external-temperature-f", "temperature", "[degF]")),
          Map.entry(3103, List.of("humidity", "humidity", "%")),
          Map.entry(3104, List.of("device-temperature", "temperature", "Cel")),
          Map.entry(3105, List.of("device-temperature-f", "temperature", "[degF]")),
          Map.entry(3106, List.of("luminosity", "illuminance", "lx")),
          Map.entry(3107, List.of("gas-concentration", "", "[ppm]")),
          Map.entry(3109, List.of("tilt", "", "deg")),
          Map.entry(3111, List.of("battery", "battery", "%")),
          Map.entry(3112, List.of("charger", "", "")),
          Map.entry(4101, List.of("power", "power", "W")),
          Map.entry(4102, List.of("roller-power", "power", "W")),
          Map.entry(4103, List.of("energy", "energy", "W.min")),
          Map.entry(4104, List.of("roller-energy", "energy", "W.min")),
          Map.entry(4105, List.of("power", "power", "W")),
          Map.entry(4106, List.of("energy", "energy", "W.h")),
          Map.entry(4107, List.of("energy-returned", "energy", "W.h")),
          Map.entry(4108, List.of("voltage", "voltage", "V")),
          Map.entry(4109, List.of("current", "current", "A")),
          Map.entry(4110, List.of("power-factor", "power_factor", "1")),
          Map.entry(5101, List.of("brightness", "brightness", "%")),
          Map.entry(6101, List.of("overtemperature", "", "")),
          Map.entry(6102, List.of("overpower", "", "")),
          Map.entry(6105, List.of("smoke", "smoke", "")),
          Map.entry(6106, List.of("flood", "moisture", "")),
          Map.entry(6107, List.of("motion", "motion", "")),
          Map.entry(6108, List.of("gas", "", "")),
          Map.entry(6110, List.of("vibration", "vibration", "")),
          Map.entry(3108, List.of("door-open", "door", "")));

  private ShellyStatus() {}

  static boolean looksSo(JsonNode root) {
    JsonNode first = root.path("G").path(0);
    return root.size() == 1 && first.isArray() && first.size() == PARTS && first.get(1).isInt();
  }

  static List<Found> of(JsonNode root) {
    var payload = new Payload(root.toString().getBytes(UTF_8));
    var found = new ArrayList<Found>();
    JsonNode all = root.path("G");
    for (int i = 0; i < all.size() && i < 200; i++) {
      int id = all.get(i).path(1).asInt();
      List<String> known = KNOWN.getOrDefault(id, List.of("value-" + id, "", ""));
      var pointer = JsonPointer.compile("/G/" + i + "/2");
      Reading reading = payload.read(new PayloadForm(pointer, null), Origin.NONE);
      Meaning meaning = Meanings.of(known.get(1), known.get(2), known.getFirst());
      String name = known.getFirst();
      long before = found.stream().filter(one -> one.name().startsWith(name)).count();
      found.add(
          new Found(
              before == 0 ? name : name + "-" + (before + 1),
              Found.Part.POINTER,
              pointer.toString(),
              meaning,
              reading,
              false));
    }
    return found;
  }
}
