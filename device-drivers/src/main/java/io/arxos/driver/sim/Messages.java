package io.arxos.driver.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/// What the sensors say, in JSON with the sensor's own (real) time.
final class Messages {
  private static final JsonMapper JSON = new JsonMapper();

  private final LiveBuilding building;

  Messages(LiveBuilding building) {
    this.building = building;
  }

  byte[] climate(int room) {
    String prefix = "room-" + room + "/";
    return json(
        Map.of(
            "temperature", building.number(prefix + "air-temp"),
            "humidity", building.number(prefix + "humidity"),
            "co2", Math.round(building.number(prefix + "co2"))));
  }

  byte[] window(int room) {
    return json(Map.of("open", building.isOn("room-" + room + "/window")));
  }

  byte[] occupancy(int room) {
    return json(Map.of("occupied", building.isOn("room-" + room + "/occupied")));
  }

  byte[] weather() {
    return json(
        Map.of(
            "temperature", building.number("weather/outdoor-temp"),
            "humidity", building.number("weather/humidity"),
            "irradiance", building.number("weather/solar-irradiance")));
  }

  private byte[] json(Map<String, Object> values) {
    Map<String, Object> message = new TreeMap<>(values);
    message.put("time", building.wall().truncatedTo(ChronoUnit.MILLIS).toString());
    return bytes(message);
  }

  static byte[] bytes(Map<String, Object> document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // numbers, flags and text always have a JSON form
    }
  }
}
