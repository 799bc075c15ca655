package io.arxos.driver.gpio.chip;

import java.util.List;
import java.util.Map;

/// Formulas of makers that are more than scale and offset.
final class Algorithms {
  static final List<String> NAMES = List.of("bme280", "ina219", "mcp9808");

  private Algorithms() {}

  /// @param calibration what the chip said of itself
  /// @param data of this measurement
  /// @param parameters of the chip's file, or as the installer says
  static Map<String, Double> run(
      String name, byte[] calibration, byte[] data, Map<String, Double> parameters) {
    return switch (name) {
      case "bme280" -> bme280(calibration, data);
      case "ina219" -> ina219(data, parameters.getOrDefault("shunt-ohms", 0.1));
      case "mcp9808" -> Map.of("temperature", mcp9808(data));
      default -> throw new IllegalArgumentException("no algorithm " + name);
    };
  }

  /// Bosch BME280 data sheet (BST-BME280-DS002), 4.2.3 and appendix 8.1, in double precision.
  ///
  /// @param calibration registers 0x88 to 0xA1 and 0xE1 to 0xE7
  /// @param data registers 0xF7 to 0xFE: pressure, temperature, humidity
  static Map<String, Double> bme280(byte[] calibration, byte[] data) {
    int pressureRaw = u8(data, 0) << 12 | u8(data, 1) << 4 | u8(data, 2) >> 4;
    int temperatureRaw = u8(data, 3) << 12 | u8(data, 4) << 4 | u8(data, 5) >> 4;
    int humidityRaw = u8(data, 6) << 8 | u8(data, 7);
    double t1 = u16(calibration, 0);
    double t2 = s16(calibration, 2);
    double t3 = s16(calibration, 4);
    double first = (temperatureRaw / 16384.0 - t1 / 1024) * t2;
    double rest = temperatureRaw / 131072.0 - t1 / 8192;
    double fine = first + rest * rest * t3;
    return Map.of(
        "temperature",
        fine / 5120,
        "pressure",
        bme280Pressure(calibration, pressureRaw, fine),
        "humidity",
        bme280Humidity(calibration, humidityRaw, fine));
  }

  /// In pascal; NaN when the calibration is void.
  private static double bme280Pressure(byte[] calibration, int raw, double fine) {
    double[] p = new double[10];
    p[1] = u16(calibration, 6);
    for (int i = 2; i <= 9; i++) {
      p[i] = s16(calibration, 4 + 2 * i);
    }
    double var1 = fine / 2 - 64000;
    double var2 = var1 * var1 * p[6] / 32768;
    var2 = var2 + var1 * p[5] * 2;
    var2 = var2 / 4 + p[4] * 65536;
    var1 = (p[3] * var1 * var1 / 524288 + p[2] * var1) / 524288;
    var1 = (1 + var1 / 32768) * p[1];
    if (var1 == 0) {
      return Double.NaN;
    }
    double pressure = (1048576.0 - raw - var2 / 4096) * 6250 / var1;
    var1 = p[9] * pressure * pressure / 2147483648.0;
    var2 = pressure * p[8] / 32768;
    return pressure + (var1 + var2 + p[7]) / 16;
  }

  /// In percent.
  private static double bme280Humidity(byte[] calibration, int raw, double fine) {
    double h1 = u8(calibration, 25);
    double h2 = s16(calibration, 26);
    double h3 = u8(calibration, 28);
    double h4 = (short) ((calibration[29] << 4) | (u8(calibration, 30) & 0x0F));
    double h5 = (short) ((calibration[31] << 4) | (u8(calibration, 30) >> 4));
    double h6 = calibration[32];
    double h = fine - 76800;
    h =
        (raw - (h4 * 64 + h5 / 16384 * h))
            * (h2 / 65536 * (1 + h6 / 67108864 * h * (1 + h3 / 67108864 * h)));
    h = h * (1 - h1 * h / 524288);
    return Math.clamp(h, 0, 100);
  }

  /// TI INA219 data sheet (SBOS448), 8.5: shunt in steps of 10 µV, bus in steps of 4 mV. Current
  /// and power are computed here instead of in the chip, whose calibration register is empty again
  /// after each loss of its supply.
  ///
  /// @param data register 1 (shunt voltage), then register 2 (bus voltage)
  static Map<String, Double> ina219(byte[] data, double shuntOhms) {
    double shunt = (short) (u8(data, 0) << 8 | u8(data, 1)) * 10e-6;
    double bus = ((u8(data, 2) << 8 | u8(data, 3)) >> 3) * 4e-3;
    double current = shunt / shuntOhms;
    return Map.of("voltage", bus, "current", current, "power", bus * current);
  }

  /// Microchip MCP9808 data sheet (DS25095), 5.1.3: twelve bits of 1/16 °C and a sign.
  static double mcp9808(byte[] data) {
    int raw = (u8(data, 0) & 0x1F) << 8 | u8(data, 1);
    return (raw >= 0x1000 ? raw - 0x2000 : raw) / 16.0;
  }

  /// Sensirion's CRC-8: polynomial 0x31, begun with 0xFF, nothing reflected.
  static int crc8(byte[] bytes, int from, int to) {
    int crc = 0xFF;
    for (int i = from; i < to; i++) {
      crc ^= u8(bytes, i);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) != 0 ? crc << 1 ^ 0x31 : crc << 1;
      }
      crc &= 0xFF;
    }
    return crc;
  }

  /// Bits from the highest of the first byte on.
  static long bits(byte[] bytes, int first, int length, boolean signed) {
    long value = 0;
    for (int i = first; i < first + length; i++) {
      value = (value << 1) | ((bytes[i / 8] >> (7 - i % 8)) & 1);
    }
    return signed && value >> (length - 1) != 0 ? value - (1L << length) : value;
  }

  private static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  private static int u16(byte[] bytes, int at) {
    return u8(bytes, at) | u8(bytes, at + 1) << 8;
  }

  private static int s16(byte[] bytes, int at) {
    return (short) u16(bytes, at);
  }
}
