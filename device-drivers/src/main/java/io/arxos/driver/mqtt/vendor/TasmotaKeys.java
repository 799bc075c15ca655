package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Meaning;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the keys of Tasmota's sensors mean. A sensor's own name never matters: whatever has a
/// `Temperature` says it in the device's unit of temperature
/// (https://tasmota.github.io/docs/JSON-Status-Responses/ and its energy and sensor pages).
final class TasmotaKeys {
  private static final Set<String> NO_VALUES =
      Set.of(
          "time",
          "tempunit",
          "pressureunit",
          "speedunit",
          "id",
          "totalstarttime",
          "address",
          "settings",
          "device",
          "name",
          "endpoint");

  private static final Pattern NUMBERED = Pattern.compile("[-_ ]?\\d+$");

  /// Quantity and unit by key in lower case.
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("humidity", "humidity %"),
          Map.entry("moisture", "moisture %"),
          Map.entry("illuminance", "illuminance lx"),
          Map.entry("lux", "illuminance lx"),
          Map.entry("carbondioxide", "carbon_dioxide ppm"),
          Map.entry("co2", "carbon_dioxide ppm"),
          Map.entry("eco2", "carbon_dioxide ppm"),
          Map.entry("tvoc", "volatile_organic_compounds_parts ppb"),
          Map.entry("pm1", "pm1 µg/m³"),
          Map.entry("pm2.5", "pm25 µg/m³"),
          Map.entry("pm4", "pm4 µg/m³"),
          Map.entry("pm10", "pm10 µg/m³"),
          Map.entry("cf1", "pm1 µg/m³"),
          Map.entry("cf2.5", "pm25 µg/m³"),
          Map.entry("cf10", "pm10 µg/m³"),
          Map.entry("total", "energy kWh"),
          Map.entry("totaltariff", "energy kWh"),
          Map.entry("today", "energy kWh"),
          Map.entry("yesterday", "energy kWh"),
          Map.entry("energy", "energy kWh"),
          Map.entry("exporttariff", "energy kWh"),
          Map.entry("exportactive", "energy kWh"),
          Map.entry("exporttotal", "energy kWh"),
          Map.entry("importactive", "energy kWh"),
          Map.entry("period", "energy Wh"),
          Map.entry("importreactive", "reactive_energy kvarh"),
          Map.entry("exportreactive", "reactive_energy kvarh"),
          Map.entry("totalreactive", "reactive_energy kvarh"),
          Map.entry("power", "power W"),
          Map.entry("activepower", "power W"),
          Map.entry("exportpower", "power W"),
          Map.entry("maxpower", "power W"),
          Map.entry("apparentpower", "apparent_power VA"),
          Map.entry("reactivepower", "reactive_power var"),
          Map.entry("voltage", "voltage V"),
          Map.entry("current", "current A"),
          Map.entry("frequency", "frequency Hz"),
          Map.entry("phaseangle", " °"),
          Map.entry("distance", "distance cm"),
          Map.entry("weight", "weight kg"),
          Map.entry("batteryvoltage", "voltage V"),
          Map.entry("batterypercentage", "battery %"),
          Map.entry("battery", "battery %"),
          Map.entry("vcc", "voltage V"),
          Map.entry("rssi", "signal_strength dBm"),
          Map.entry("wifi rssi", " %"),
          Map.entry("total_in", "energy kWh"),
          Map.entry("total_out", "energy kWh"),
          Map.entry("e_in", "energy kWh"),
          Map.entry("e_out", "energy kWh"),
          Map.entry("uvindex", "uv_index "),
          Map.entry("uvpower", "irradiance W/m²"),
          Map.entry("as3935 distance", "distance km"),
          Map.entry("as3935 energy", "enum "),
          Map.entry("dir deg", "wind_direction °"),
          Map.entry("direction deg", "wind_direction °"),
          Map.entry("position", "position %"),
          Map.entry("target", " %"),
          Map.entry("linkquality", "linkquality "),
          Map.entry("signal", "signal_strength dBm"),
          Map.entry("uptimesec", "duration s"),
          Map.entry("dimmer", " %"),
          Map.entry("ph", "ph pH"));

  private final String temperature;
  private final String pressure;
  private final String speed;

  /// @param said the object that names the device's units
  TasmotaKeys(JsonNode said) {
    this.temperature = said.path("TempUnit").asText("C").toUpperCase(Locale.ROOT);
    this.pressure = said.path("PressureUnit").asText("hPa");
    this.speed = said.path("SpeedUnit").asText("");
  }

  static boolean isValue(String key) {
    return !NO_VALUES.contains(key.toLowerCase(Locale.ROOT));
  }

  Meaning meaning(Leaf leaf) {
    String key = leaf.last();
    String said = leaf.value().asText("");
    if (leaf.value().isBoolean() || said.equals("ON") || said.equals("OFF")) {
      return Sense.truth("", leaf.name());
    }
    String small = NUMBERED.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
    String known = known(leaf, key, small);
    if (isTemperature(small)) {
      String unit = temperature.startsWith("F") ? "°F" : "°C";
      String quantity = small.equals("dewpoint") ? "dewpoint" : "temperature";
      return Sense.of(quantity, unit, small.equals("dewpoint") ? "" : leaf.name());
    }
    if (small.endsWith("pressure") || small.equals("pressureatsealevel")) {
      return Sense.of("pressure", pressure, leaf.name());
    }
    if (small.equals("factor")) {
      return Sense.of("power_factor", "", leaf.name());
    }
    if (small.startsWith("speed") && !speed.isEmpty()) {
      boolean wind = leaf.name().toLowerCase(Locale.ROOT).contains("wind");
      return Sense.of(wind ? "wind_speed" : "speed", speed, leaf.name());
    }
    if (leaf.names().contains("Speed") && !speed.isEmpty()) {
      return Sense.of("wind_speed", speed, ""); // beside it the direction of the wind
    }
    if (known == null) {
      return Words.tells(key)
          ? Words.meaning(key, leaf.unit(), leaf.value())
          : Sense.of("", leaf.unit(), key);
    }
    int space = known.indexOf(' ');
    return Sense.said(
        Sense.of(known.substring(0, space), known.substring(space + 1), leaf.name()), leaf.value());
  }

  /// With the name above it, by itself, or without its number.
  private static @Nullable String known(Leaf leaf, String key, String small) {
    int above = leaf.names().lastIndexOf(key) - 1;
    String own = key.toLowerCase(Locale.ROOT);
    String both = above < 0 ? "" : leaf.names().get(above).toLowerCase(Locale.ROOT) + " " + own;
    return KEYS.getOrDefault(both, KEYS.getOrDefault(own, KEYS.get(small)));
  }

  private static boolean isTemperature(String key) {
    return key.equals("temperature")
        || key.equals("dewpoint")
        || key.endsWith("temp")
        || key.endsWith("tmp");
  }
}
