package io.arxos.driver.doctor;

import static io.arxos.driver.doctor.Evidence.point;
import static io.arxos.driver.doctor.Evidence.series;
import static io.arxos.driver.doctor.Evidence.timed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.doctor.Evidence.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PointSignaturesTest {
  private static final String POINT = "site/room-1/temp";
  private static final String ROOM = "Zone_Air_Temperature_Sensor";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    // a room in °F, K or the other way round
    "UNIT_SLIP, Zone_Air_Temperature_Sensor, Cel, 68",
    "UNIT_SLIP, Zone_Air_Temperature_Sensor, Cel, 75.2",
    "UNIT_SLIP, Zone_Air_Temperature_Sensor, Cel, 295.1",
    "UNIT_SLIP, Zone_Air_Temperature_Sensor, [degF], 21.5",
    "UNIT_SLIP, Zone_Air_Temperature_Sensor, K, 21.5",
    "UNIT_SLIP, Outside_Air_Temperature_Sensor, Cel, 71",
    "UNIT_SLIP, Chilled_Water_Supply_Temperature_Sensor, Cel, 45",
    "UNIT_SLIP, Leaving_Hot_Water_Temperature_Sensor, Cel, 160",
    // tenths and hundredths forgotten, or taken twice
    "SCALE_SLIP, Zone_Air_Temperature_Sensor, Cel, 215",
    "SCALE_SLIP, Zone_Air_Temperature_Sensor, Cel, 2150",
    "SCALE_SLIP, Zone_Air_Temperature_Sensor, Cel, 2.15",
    "SCALE_SLIP, Zone_Air_Humidity_Sensor, %, 455",
    "SCALE_SLIP, Zone_Air_Humidity_Sensor, %, 0.455",
    "SCALE_SLIP, Voltage_Sensor, V, 2301",
    "SCALE_SLIP, Frequency_Sensor, Hz, 4998",
    "SCALE_SLIP, Power_Factor_Sensor, 1, 97",
    "NO_SENSOR, Zone_Air_Temperature_Sensor, Cel, 3276.7",
    "NO_SENSOR, Zone_Air_Temperature_Sensor, Cel, -127",
  })
  void aSlipIsNamed(String signature, String brickClass, String unit, double value) {
    List<Finding> findings =
        LineDoctor.examine(
            List.of(), List.of(point(POINT, brickClass, unit, SECOND, value, value, value)));
    assertEquals(
        List.of(signature + " " + POINT),
        findings.stream().map(it -> it.signature() + " " + it.subject()).toList());
    assertTrue(findings.getFirst().sentence().startsWith(POINT + " "), findings.toString());
  }

  // The control: nothing of this is said of ordinary values, or where it could be either.
  @ParameterizedTest
  @CsvSource({
    "Zone_Air_Temperature_Sensor, Cel, 21.5",
    "Zone_Air_Temperature_Sensor, Cel, 7",
    "Zone_Air_Temperature_Sensor, [degF], 71",
    "Zone_Air_Temperature_Sensor, K, 294.3",
    "Outside_Air_Temperature_Sensor, Cel, -18",
    "Outside_Air_Temperature_Sensor, Cel, 42",
    "Leaving_Hot_Water_Temperature_Sensor, Cel, 71",
    "Supply_Air_Temperature_Sensor, Cel, 55",
    "Zone_Air_Humidity_Sensor, %, 45.5",
    "Voltage_Sensor, V, 230.1",
    "Voltage_Sensor, V, 24",
    "Frequency_Sensor, Hz, 49.98",
    "Power_Factor_Sensor, 1, -0.97",
    "CO2_Sensor, [ppm], 4100",
    "Zone_Air_Temperature_Sensor, W, 3276.7",
    "Made_Up_Sensor, 1, 32767",
  })
  void ordinaryValuesSayNothing(String brickClass, String unit, double value) {
    assertEquals(
        List.of(),
        Evidence.of(List.of(), point(POINT, brickClass, unit, SECOND, value, value, value)));
  }

  @Test
  void oneOrdinaryValueAmongManyIsEnoughToSayNothing() {
    assertEquals(
        List.of(), Evidence.of(List.of(), point(POINT, ROOM, "Cel", SECOND, 68, 69, 21, 70)));
  }

  @Test
  void theSentenceSaysWhatIsWrong() {
    assertEquals(
        POINT
            + " says 71, declared °C; that is impossible for a Zone Air Temperature Sensor, and"
            + " usual in °F: the unit of the device is declared wrong.",
        LineDoctor.examine(List.of(), List.of(point(POINT, ROOM, "Cel", SECOND, 71, 71, 71)))
            .getFirst()
            .sentence());
  }

  @Test
  void aValueThatRestsWhileItsNeighboursMoveIsStuck() {
    PointRecord stuck = point(POINT, ROOM, "Cel", MINUTE, series(40, _ -> 21.37));
    PointRecord moving =
        point(
            "site/room-1/humidity",
            "Zone_Air_Humidity_Sensor",
            "%",
            MINUTE,
            series(40, i -> 40 + i % 7));
    assertEquals(List.of("STUCK_VALUE " + POINT), Evidence.of(List.of(), stuck, moving));
    // controls: alone it may be a steady room; shortly it may be steady; in another room it is not
    // the neighbours that move; a set-point rests by nature
    assertEquals(List.of(), Evidence.of(List.of(), stuck));
    assertEquals(
        List.of(),
        Evidence.of(List.of(), point(POINT, ROOM, "Cel", SECOND, series(40, _ -> 21.37)), moving));
    assertEquals(
        List.of(),
        Evidence.of(
            List.of(),
            point("site/room-2/temp", ROOM, "Cel", MINUTE, series(40, _ -> 21.37)),
            moving));
    assertEquals(
        List.of(),
        Evidence.of(
            List.of(),
            point(POINT, "Zone_Air_Temperature_Setpoint", "Cel", MINUTE, series(40, _ -> 21.0)),
            moving));
  }

  @Test
  void aCounterThatGoesBackAndForthIsTwo() {
    double[] both = series(12, i -> i % 2 == 0 ? 1_000 + i : 88_000 + i);
    assertEquals(
        List.of("TWO_DEVICES_AS_ONE " + POINT),
        Evidence.of(List.of(), point(POINT, "Energy_Sensor", "kW.h", SECOND, both)));
    // controls: a counter; one that was replaced; a level that swings
    assertEquals(
        List.of(),
        Evidence.of(
            List.of(),
            point(POINT, "Energy_Sensor", "kW.h", SECOND, series(12, i -> 1_000 + i)),
            point(
                "site/b/replaced",
                "Energy_Sensor",
                "kW.h",
                SECOND,
                series(12, i -> i < 6 ? 9e4 : i)),
            point("site/b/power", "Power_Sensor", "kW", SECOND, both)));
  }

  @ParameterizedTest
  @CsvSource({"3600, 1 h ahead", "-7200, 2 h behind", "45, 45 s ahead", "-900000, 10 days behind"})
  void aConstantOffsetIsTheClock(long seconds, String words) {
    var times = new Times(SECOND, (now, _) -> now.plusSeconds(seconds));
    List<Finding> findings =
        LineDoctor.examine(
            List.of(),
            List.of(
                timed(POINT, ROOM, "Cel", times, 21, 21, 22, 22),
                timed("site/room-1/co2", "CO2_Sensor", "[ppm]", times, 500, 501, 502)));
    assertEquals(1, findings.size(), "one for the device, not one for each point");
    assertEquals("site/room-1", findings.getFirst().subject());
    assertTrue(findings.getFirst().sentence().contains(words), findings.toString());
  }

  @Test
  void aClockThatWasNeverSetIsNamed() {
    var times = new Times(SECOND, (_, i) -> Instant.ofEpochSecond(100 + i));
    List<Finding> findings =
        LineDoctor.examine(List.of(), List.of(timed(POINT, ROOM, "Cel", times, 21, 22, 21)));
    assertEquals(
        "site/room-1: the clock of the device is wrong: it says 1970-01-01, so it was never set."
            + " Give it a time server.",
        findings.getFirst().sentence());
  }

  @Test
  void aClockThatDriftsIsNamed() {
    var times = new Times(MINUTE, (now, i) -> now.plusMillis(i * 200L));
    List<Finding> findings =
        LineDoctor.examine(
            List.of(), List.of(timed(POINT, ROOM, "Cel", times, series(40, i -> 20 + i % 3))));
    assertEquals(
        "site/room-1: the clock of the device is wrong: it gains 12.0 s per hour. Give it a time"
            + " server.",
        findings.getFirst().sentence());
  }

  @Test
  void ordinaryDelaysAreNoWrongClock() {
    double[] values = series(40, i -> 20 + i % 3);
    assertEquals(
        List.of(),
        Evidence.of(
            List.of(),
            timed("site/a/exact", ROOM, "Cel", new Times(MINUTE, (now, _) -> now), values),
            timed(
                "site/b/late",
                ROOM,
                "Cel",
                new Times(MINUTE, (now, i) -> now.minusSeconds(30 + i % 4)),
                values),
            // a buffer that is emptied
            timed(
                "site/c/buffered",
                ROOM,
                "Cel",
                new Times(SECOND, (now, i) -> now.minusSeconds(3_600 - 60L * i)),
                values),
            // the time of the last change, which is no clock
            timed(
                "site/d/changed",
                ROOM,
                "Cel",
                new Times(MINUTE, (_, _) -> Evidence.BEGIN.minusSeconds(900)),
                series(40, _ -> 20))));
  }
}
