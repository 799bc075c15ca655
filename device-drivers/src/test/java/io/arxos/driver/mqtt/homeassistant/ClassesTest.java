package io.arxos.driver.mqtt.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/// The classes of what is set, what is read and what is said in words.
final class ClassesTest {
  private static String announced(String component, String body) {
    return "homeassistant/%s/n/o/config {\"dev\":{\"ids\":[\"d\"],\"name\":\"D\"},%s}"
        .formatted(component, body);
  }

  @Test
  void whatIsSetIsASetPointWhatIsReadNoCommandAndAWordNoMeasurement() {
    var ear = new Ear();
    ear.hears(
        announced(
                "number",
                "\"name\":\"Day\",\"unit_of_meas\":\"°C\",\"stat_t\":\"n\",\"cmd_t\":\"n/set\"")
            .replace("/o/", "/o1/"),
        announced(
                "number",
                "\"name\":\"Offset\",\"unit_of_meas\":\"°C\",\"stat_t\":\"k\",\"cmd_t\":\"k/set\"")
            .replace("/o/", "/o2/"),
        announced(
                "sensor",
                "\"name\":\"Relative Modulation Level\",\"unit_of_meas\":\"%\",\"stat_t\":\"m\"")
            .replace("/o/", "/o3/"),
        announced("sensor", "\"name\":\"Fan speed\",\"unit_of_meas\":\"%\",\"stat_t\":\"f\"")
            .replace("/o/", "/o4/"),
        announced(
                "humidifier",
                "\"name\":\"Humidity\",\"cmd_t\":\"h/set\",\"hum_cmd_t\":\"h/rh/set\","
                    + "\"act_t\":\"h/act\"")
            .replace("/o/", "/o5/"));
    assertEquals("Cel Temperature_Setpoint", ear.meaning("d/day"));
    assertFalse(ear.meaning("d/offset").endsWith("_Setpoint"));
    assertEquals("%", ear.meaning("d/relative-modulation-level").strip());
    assertEquals("% Speed_Sensor", ear.meaning("d/fan-speed"));
    assertEquals("1", ear.meaning("d/humidity-action").strip());
  }
}
