package io.arxos.driver.modbus.sunspec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SunspecTest {
  private final RegisterImage image = new RegisterImage();

  private static int[] words(Object... parts) {
    List<Integer> words = new ArrayList<>();
    for (Object part : parts) {
      switch (part) {
        case Integer word -> words.add(word & 0xFFFF);
        case int[] many -> Arrays.stream(many).forEach(words::add);
        default -> throw new IllegalArgumentException();
      }
    }
    return words.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] text(String text, int words) {
    int[] result = new int[words];
    for (int i = 0; i < text.length(); i++) {
      result[i / 2] |= text.charAt(i) << (i % 2 == 0 ? 8 : 0);
    }
    return result;
  }

  private static int[] repeated(int word, int count) {
    int[] result = new int[count];
    Arrays.fill(result, word);
    return result;
  }

  private Map<String, String> said(List<MapPoint> points) {
    Map<String, String> said = new LinkedHashMap<>();
    for (MapPoint point : points) {
      said.put(
          point.name(),
          switch (point.register().read(image)) {
            case Reading.Good(Value.Num(double number), var _) ->
                number + " " + point.meaning().unit();
            case Reading.Good(Value.Int(long number), var _) ->
                number + " " + point.meaning().unit();
            case Reading.Good(Value.Text(String text), var _) -> text;
            case Reading.Good(Value.Bool(boolean bit), var _) -> "" + bit;
            case Reading.Bad(var _, String reason, var _) -> "bad: " + reason;
          });
    }
    return said;
  }

  private static int[] common() {
    return words(
        1,
        65,
        text("Fronius", 16),
        text("Symo 10.0-3-M", 16),
        text("", 8),
        text("1.2", 8),
        text("4711", 16),
        1);
  }

  private static int[] inverter() {
    return words(
        103, 50, //
        1234, 411, 411, 0xFFFF, -2, // A, AphA, AphB, AphC not implemented, A_SF
        4001, 4002, 4003, 2310, 2311, 2312, -1, // volts
        -500, 1, // W, W_SF
        4999, -2, // Hz
        510, 1, 0x8000, 1, 9912, -2, // VA, VAr not implemented, PF
        0x0012, 0xD687, 0, // WH
        0xFFFF, 0x8000, 0xFFFF, 0x8000, 0x8000, 0x8000, // DC
        452, 0x8000, 0x8000, 0x8000, -1, // temperatures
        4, 0xFFFF, // St, StVnd
        0x0000, 0x0081, 0, 0, // Evt1, Evt2
        0xFFFF, 0xFFFF, 0, 0, 0, 0, 0, 0); // EvtVnd1-4
  }

  private static int[] mppt() {
    return words(
        160,
        48,
        -2,
        -1,
        0,
        0,
        0,
        0,
        2,
        10, // scale factors, events, N, TmsPer
        1,
        text("Roof east", 8),
        512,
        6001,
        307,
        0,
        5000,
        0,
        60,
        41,
        4,
        0,
        0,
        2,
        text("Roof west", 8),
        0xFFFF,
        5990,
        300,
        0,
        6000,
        0,
        60,
        42,
        4,
        0,
        0x80);
  }

  private void device(int base) {
    image.put(
        Table.HOLDING,
        base,
        words(0x5375, 0x6E53, common(), inverter(), mppt(), 64999, 3, 1, 2, 3, 0xFFFF, 0));
  }

  @Test
  void theChainSaysWhatTheDeviceIs() {
    for (int base : SunspecChain.BASES) {
      var fresh = new RegisterImage();
      fresh.put(Table.HOLDING, base, words(0x5375, 0x6E53, common(), 0xFFFF, 0));
      SunspecChain chain = SunspecChain.find(fresh, Table.HOLDING).orElseThrow();
      assertEquals(List.of(new SunspecChain.Entry(1, base + 2, 65)), chain.models());
      assertEquals(-1, chain.next());
    }
    assertEquals(Optional.empty(), SunspecChain.find(new RegisterImage(), Table.HOLDING));
  }

  @Test
  void everyModelOfADeviceGivesItsPoints() {
    device(40000);
    SunspecChain chain = SunspecChain.find(image, Table.HOLDING).orElseThrow();
    assertEquals(
        List.of(1, 103, 160, 64999), chain.models().stream().map(SunspecChain.Entry::id).toList());
    Map<String, String> said = said(chain.points(image, Table.HOLDING));
    assertEquals("Fronius", said.get("1/Mn"));
    assertEquals("4711", said.get("1/SN"));
    assertEquals("bad: not available", said.get("1/Opt"));
    assertEquals("12.34 A", said.get("103/A"));
    assertEquals("bad: not available", said.get("103/AphC"));
    assertEquals("231.0 V", said.get("103/PhVphA"));
    assertEquals("-5000.0 W", said.get("103/W"));
    assertEquals("49.99 Hz", said.get("103/Hz"));
    assertEquals("bad: not available", said.get("103/VAr"));
    assertEquals("99.12 %", said.get("103/PF"));
    assertEquals("1234567 W.h", said.get("103/WH"));
    assertEquals("bad: not available", said.get("103/DCA"));
    assertEquals("45.2 Cel", said.get("103/TmpCab"));
    assertEquals("MPPT", said.get("103/St"));
    assertEquals("GROUND_FAULT, OVER_TEMP", said.get("103/Evt1"));
    assertEquals("0 ", said.get("103/Evt2"));
    assertEquals("bad: not available", said.get("103/EvtVnd1"));
    assertEquals("5.12 A", said.get("160/module[1]/DCA"));
    assertEquals("Roof west", said.get("160/module[2]/IDStr"));
    assertEquals("bad: not available", said.get("160/module[2]/DCA"));
    assertEquals("OVER_TEMP", said.get("160/module[2]/DCEvt"));
    assertTrue(!said.containsKey("160/module[3]/DCA"), "the length has room for two");
  }

  // A device may say that a model repeats thousands of times; an answer of three words costs three.
  @Test
  void anAnswerGivesThePointsThatItTouches() {
    device(40000);
    SunspecChain chain = SunspecChain.find(image, Table.HOLDING).orElseThrow();
    Map<String, MapPoint> all = new LinkedHashMap<>();
    chain.points(image, Table.HOLDING).forEach(point -> all.put(point.name(), point));
    var watts = Objects.requireNonNull(all.get("103/W")).register();
    assertEquals(
        List.of(all.get("103/W")),
        chain.points(image, Table.HOLDING, watts.address(), 1),
        "one register, one point");
    int scale = watts.scale().orElseThrow().address();
    assertEquals(
        List.of(all.get("103/W")),
        chain.points(image, Table.HOLDING, scale, 1),
        "the register of a scale, and what it scales");
    var large = new RegisterImage();
    large.put(Table.HOLDING, 40000, words(0x5375, 0x6E53, 705, 20_000));
    chain = SunspecChain.find(large, Table.HOLDING).orElseThrow();
    assertTrue(chain.points(large, Table.HOLDING).size() > 1_000, "the control");
    assertEquals(3, chain.points(large, Table.HOLDING, 45_000, 3).size());
  }

  @Test
  void classesAreThoseOfWhatIsMeasured() {
    device(40000);
    Map<String, String> classes = new LinkedHashMap<>();
    SunspecChain.find(image, Table.HOLDING)
        .orElseThrow()
        .points(image, Table.HOLDING)
        .forEach(point -> classes.put(point.name(), point.meaning().brickClass()));
    assertEquals("Active_Power_Sensor", classes.get("103/W"));
    assertEquals("Power_Factor_Sensor", classes.get("103/PF"));
    assertEquals("Electric_Energy_Sensor", classes.get("103/WH"));
    assertEquals("", classes.get("1/Mn"));
  }

  // Model 705: curves of points; the counters NCrv and NPt say how many, scale factors lie outside
  // the groups.
  @Test
  void groupsWithinGroupsAreCountedByTheDevice() {
    SunspecModel model = SunspecModels.find(705).orElseThrow();
    var whole = new int[2 + 60];
    whole[0] = 705;
    whole[1] = 60;
    image.put(Table.HOLDING, 100, whole);
    int at = 100;
    for (SunspecModel.Point point : model.group().points()) {
      if (point.name().equals("NPt") || point.name().equals("NCrv")) {
        image.put(Table.HOLDING, at, new int[] {2});
      }
      at += point.size();
    }
    var entry = new SunspecChain.Entry(705, 100, 60);
    List<String> names =
        SunspecChain.points(model, entry, Table.HOLDING, image).stream()
            .map(MapPoint::name)
            .toList();
    assertTrue(names.contains("Crv[1]/Pt[2]/V"), names.toString());
    assertTrue(names.contains("Crv[2]/Pt[1]/Var"), names.toString());
    assertTrue(!names.contains("Crv[1]/Pt[3]/V"), names.toString());
    assertTrue(!names.contains("Crv[3]/Pt[1]/V"), names.toString());
  }

  @Test
  void everyShippedModelCanBeLaidOut() {
    assertEquals(112, SunspecModels.all().size());
    for (SunspecModel model : SunspecModels.all().values()) {
      var entry = new SunspecChain.Entry(model.id(), 100, 600);
      List<MapPoint> points = SunspecChain.points(model, entry, Table.HOLDING, new RegisterImage());
      assertTrue(!points.isEmpty(), "model " + model.id());
      assertEquals(
          points.size(),
          points.stream().map(MapPoint::name).distinct().count(),
          "model " + model.id());
    }
  }

  @Test
  void aModelThatStandsAloneIsFoundByItsHeader() {
    image.put(Table.HOLDING, 500, words(7, 103, inverter()));
    SunspecModel model = SunspecModels.find(103).orElseThrow();
    assertEquals(
        Optional.of(new SunspecChain.Entry(103, 502, 50)),
        SunspecChain.header(image, Table.HOLDING, SunspecChain.Search.of(model, 500, 54)));
  }

  @Test
  void whatIsBrokenEndsTheChain() {
    image.put(Table.HOLDING, 40000, words(0x5375, 0x6E53, 1, 0xFFF0, repeated(0, 10)));
    assertEquals(List.of(), SunspecChain.find(image, Table.HOLDING).orElseThrow().models());
    var second = new RegisterImage();
    second.put(Table.HOLDING, 0, words(0x5375, 0x6E53, repeated(0, 1000)));
    assertEquals(List.of(), SunspecChain.find(second, Table.HOLDING).orElseThrow().models());
    var third = new RegisterImage();
    third.put(Table.HOLDING, 0, words(0x5375, 0x6E53, 1, 65));
    assertEquals(69, SunspecChain.find(third, Table.HOLDING).orElseThrow().next());
    assertEquals(Optional.empty(), SunspecModel.parse("{\"id\":1}"));
    assertEquals(Optional.empty(), SunspecModel.parse("no"));
  }
}
