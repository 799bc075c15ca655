package io.arxos.driver.mqtt.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Meaning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys as decoders of sensors' payloads name their values.
final class WordsTest {
  @ParameterizedTest
  @CsvSource({
    // a letter at the end is a unit, a phase, a number
    "temp_c, 21, Cel, Temperature_Sensor",
    "tempF, 70, [degF], Temperature_Sensor",
    "temperature_k, 294, K, Temperature_Sensor",
    "battery_v, 3.1, V, Battery_Voltage_Sensor",
    "current_a, 1.2, A, Current_Sensor",
    "voltage_c, 231, V, Voltage_Sensor",
    "power_a, 100, W, Electric_Power_Sensor",
    "temp_a, 20, Cel, Temperature_Sensor",
    "phase_a, 230, '', ''",
    "class_c, 1, '', ''",
    "P_L1, 300, '', ''",
    // longer units
    "adc_mv, 1200, mV, Voltage_Sensor",
    "flow_lpm, 4.5, l/min, Flow_Sensor",
    "snr_db, 7, dB, ''",
    "rainfall_mm, 1.2, mm, Rain_Level_Sensor",
    "gas_m3, 3, m3, Natural_Gas_Usage_Sensor",
    "bat_raw, 650, '', ''",
    "Pv1Power, 500, W, Electric_Power_Sensor",
    "SDS_P1, 12, '', ''",
    "compressor_input, 3, '', ''",
    "Vol_m3_h, 3, m3/h, Flow_Sensor",
    "wind_m_s, 3, m/s, Wind_Speed_Sensor",
    "Power [kW], 2, kW, Electric_Power_Sensor",
    "Energy (kWh), 2, kW.h, Electric_Energy_Sensor",
    "totalEnergyKWh, 2, kW.h, Electric_Energy_Sensor",
    "energyMWh, 2, MW.h, Electric_Energy_Sensor",
    "airPressureHPa, 990, hPa, Air_Pressure_Sensor"
  })
  void theEndOfAKeyMayBeItsUnit(String key, double now, String unit, String brickClass) {
    says(key, now, unit, brickClass);
  }

  @ParameterizedTest
  @CsvSource({
    // one quantity is part of another's name
    "pm1_0, 3, ug/m3, PM1_Level_Sensor",
    "pm2_5, 4, ug/m3, PM2.5_Level_Sensor",
    "pm10_0, 6, ug/m3, PM10_Level_Sensor",
    "reactive_power, 5, V.A{reactive}, Reactive_Power_Sensor",
    "apparent_power, 5, V.A, Apparent_Power_Sensor",
    "abs_humidity, 9, g/m3, Absolute_Humidity_Sensor",
    "humidity_setpoint, 50, %, Humidity_Setpoint",
    "delta_t, 10, K, Temperature_Sensor",
    "wind_direction, 180, deg, Wind_Direction_Sensor",
    "wind_speed, 3, m/s, Wind_Speed_Sensor",
    "rain, 0.2, mm, Rain_Level_Sensor",
    "tvoc_index, 100, 1, Air_Quality_Sensor",
    "Wirkleistung, 200, W, Electric_Power_Sensor",
    // the last word is what it is, those before it say of what
    "battery_voltage, 52.1, V, Battery_Voltage_Sensor",
    "voltage_battery, 52.1, V, Battery_Voltage_Sensor",
    "battery_temperature, 30, Cel, Temperature_Sensor",
    "door_battery, 90, %, Sensor",
    "current_temperature, 21, Cel, Temperature_Sensor",
    "current_power, 300, W, Electric_Power_Sensor",
    "motor_current, 3, A, Current_Sensor",
    // how often, and whether
    "motion_count, 5, '', ''",
    "people_count, 4, 1, Occupancy_Count_Sensor",
    "water_leak, 0, 1, Leak_Alarm",
    "battery_low, 0, '', ''"
  })
  void aKeySaysWhatItIs(String key, double now, String unit, String brickClass) {
    says(key, now, unit, brickClass);
  }

  private static void says(String key, double now, String unit, String brickClass) {
    Meaning meaning = Words.meaning(key, "", now);
    assertEquals(unit + " " + brickClass, meaning.unit() + " " + meaning.brickClass());
  }
}
