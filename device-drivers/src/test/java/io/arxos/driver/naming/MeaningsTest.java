package io.arxos.driver.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Meaning;
import io.arxos.driver.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeaningsTest {
  @ParameterizedTest
  @CsvSource({
    "local_temperature_calibration,°C,,Cel{diff},Temperature_Adjust_Sensor",
    "power,BTU/h,,[Btu_IT]/h,Power_Sensor",
    ",ct/kWh,Price of energy,'',''",
    ",,power_outage_count,'',''",
    ",,pumpStartCount2,'',''",
    ",,c,'',''",
    ",,P1,'',''",
    ",°C,P,Cel,Temperature_Sensor",
    ",,Pump speed,'',Speed_Command",
    ",%,Pump speed,%,Speed_Command",
    ",Wh,Wirkenergie Bezug,W.h,Electric_Energy_Sensor",
    ",,Humidité relative,%,Relative_Humidity_Sensor",
    ",,Temp retour circuit 2,Cel,Entering_Hot_Water_Temperature_Sensor"
  })
  void saysNoMoreThanIsKnown(
      String word, String unit, String name, String code, String brickClass) {
    saysUnitAndClass(word, unit, name, code, brickClass);
  }

  @ParameterizedTest
  @CsvSource({
    "temperature,°C,,Cel,Temperature_Sensor",
    "temperature,C,,Cel,Temperature_Sensor",
    "temperature,F,,[degF],Temperature_Sensor",
    "temperature,,,Cel,Temperature_Sensor",
    "temperature,°C,Outdoor temperature,Cel,Outside_Air_Temperature_Sensor",
    "temperature,°C,Supply air temperature,Cel,Supply_Air_Temperature_Sensor",
    "temperature,°C,Living room temperature,Cel,Room_Air_Temperature_Sensor",
    "temperature,°C,Heating set point,Cel,Heating_Temperature_Setpoint",
    "temperature_delta,°C,,Cel{diff},Temperature_Sensor",
    "humidity,%,,%,Relative_Humidity_Sensor",
    "carbon_dioxide,ppm,,[ppm],CO2_Level_Sensor",
    "CO2,ppm,,[ppm],CO2_Level_Sensor",
    "pm25,µg/m³,,ug/m3,PM2.5_Level_Sensor",
    "volatile_organic_compounds,µg/m³,,ug/m3,TVOC_Level_Sensor",
    "illuminance,lx,,lx,Illuminance_Sensor",
    "pressure,hPa,,hPa,Pressure_Sensor",
    "atmospheric_pressure,hPa,,hPa,Air_Pressure_Sensor",
    "power,W,,W,Electric_Power_Sensor",
    "apower,W,,W,Active_Power_Sensor",
    "energy,kWh,,kW.h,Electric_Energy_Sensor",
    "energy,GJ,,GJ,Energy_Sensor",
    "energy,kWh,Thermal energy,kW.h,Thermal_Energy_Usage_Sensor",
    "voltage,V,,V,Voltage_Sensor",
    "voltage,mV,Battery voltage,mV,Battery_Voltage_Sensor",
    "current,A,,A,Current_Sensor",
    "power_factor,,,1,Power_Factor_Sensor",
    "PowerFactor,,,1,Power_Factor_Sensor",
    "frequency,Hz,,Hz,Frequency_Sensor",
    "battery,%,,%,Sensor",
    "signal_strength,dBm,,dB[mW],Sensor",
    "linkquality,lqi,,1,Sensor",
    "occupancy,,,1,Occupancy_Sensor",
    "contact,,,1,Contact_Sensor",
    "water_leak,,,1,Leak_Alarm",
    "state,,,1,On_Off_Status",
    "soil_moisture,%,,%,Sensor",
    "device_temperature,°C,,Cel,Temperature_Sensor",
    "wind_speed,km/h,,km/h,Wind_Speed_Sensor",
    "water,m³,,m3,Water_Usage_Sensor",
    "gas,m³,,m3,Natural_Gas_Usage_Sensor",
    "volume_flow_rate,m³/h,,m3/h,Flow_Sensor",
    "duration,min,,min,Duration_Sensor",
    "duration,m,,mo,Duration_Sensor",
    ",°C,,Cel,Temperature_Sensor",
    ",kW,,kW,Power_Sensor",
    ",°C,Vorlauf,Cel,Leaving_Water_Temperature_Sensor",
    ",°F,AHU2_SAT_SP,[degF],Supply_Air_Temperature_Setpoint",
    "local_temperature,°C,,Cel,Room_Air_Temperature_Sensor",
    "occupied_heating_setpoint,°C,,Cel,Temperature_Setpoint",
    "current_heating_setpoint,°C,,Cel,Temperature_Setpoint"
  })
  void saysUnitAndClass(String word, String unit, String name, String code, String brickClass) {
    Meaning meaning = Meanings.of(text(word), text(unit), text(name));
    assertEquals(text(code) + " " + brickClass, meaning.unit() + " " + meaning.brickClass());
  }

  @ParameterizedTest
  @CsvSource({
    "battery,Low_Battery_Alarm",
    "gas,Gas_Sensor",
    "door,Contact_Sensor",
    "motion,Motion_Sensor",
    "moisture,Leak_Alarm",
    "problem,Fault_Status",
    "smoke,Smoke_Alarm",
    "power,On_Off_Status",
    "running,Run_Status",
    "tamper,Alarm",
    "plug,Status",
    "nonsense,Status",
    "'',Status"
  })
  void ofWhatIsOnOrOffTheSameWordMeansAnotherThing(String word, String brickClass) {
    assertEquals(brickClass, Meanings.binary(word, "").brickClass());
  }

  // A device may say any unit of the same quantity; another quantity makes it doubtful.
  @Test
  void aStrangeUnitIsDoubtfulAndKept() {
    Meaning strange = Meanings.of("temperature", "kWh", "");
    Meaning usual = Meanings.of("temperature", "°F", "");
    assertEquals("kW.h", strange.unit());
    assertTrue(strange.confidence() < 0.5, strange.toString());
    assertTrue(usual.confidence() > 0.8, usual.toString());
  }

  @Test
  void anUnknownUnitIsNotGuessed() {
    Meaning meaning = Meanings.of("temperature", "flurbl", "");
    assertEquals("", meaning.unit());
    assertTrue(meaning.reasons().contains("the unit flurbl is not known"), meaning.toString());
    assertEquals(0, Meanings.of("", "EUR/kWh", "").confidence(), 0);
  }

  @Test
  void everyClassThatTheTablesNameIsOneOfBricks() {
    List<String> wrong = new ArrayList<>();
    for (String file : List.of("quantities.txt", "binary.txt")) {
      for (String line : Table.lines(file)) {
        String name = line.substring(line.lastIndexOf('|') + 1).strip();
        if (!name.isEmpty() && !BrickClasses.has(name)) {
          wrong.add(name);
        }
      }
    }
    for (String name : Dictionary.equipmentClasses()) {
      if (!BrickClasses.has(name)) {
        wrong.add(name);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(false, BrickClasses.has("Supply_Air_Temperatur_Sensor"));
    assertEquals(1208, BrickClasses.all().size());
  }

  @Test
  void everyUsualUnitIsAUnit() {
    for (String line : Table.lines("quantities.txt")) {
      String code = line.split("\\|", -1)[1].strip();
      assertTrue(code.isEmpty() || Units.find(code).isPresent(), line);
    }
  }

  // What stands for nothing is not spread over the class: every word of it was said or is known.
  @Test
  void theClassSaysNoMoreThanTheWords() {
    assertEquals("Temperature_Sensor", BrickClasses.best(Set.of("temperature", "sensor")).get());
    assertEquals(
        "Supply_Air_Temperature_Sensor",
        BrickClasses.best(Set.of("temperature", "sensor", "supply", "air", "fan")).get());
  }

  private static String text(String column) {
    return column == null ? "" : column;
  }
}
