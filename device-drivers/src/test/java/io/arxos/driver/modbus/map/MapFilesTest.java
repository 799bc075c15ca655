package io.arxos.driver.modbus.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Problem;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterOrder;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MapFilesTest {
  private final List<Problem> problems = new ArrayList<>();

  private RegisterMap read(String file, String text) {
    return MapFiles.read(file, text, problems::add);
  }

  private static String place(Register register) {
    return register.table() + " " + register.address() + " " + register.form().type();
  }

  private List<String> places(String file, String text) {
    RegisterMap map = read(file, text);
    assertEquals(List.of(), problems);
    return map.points().stream().map(one -> one.name() + " " + place(one.register())).toList();
  }

  @Test
  void aMapSaysOnceWhatItsRegistersShare() {
    RegisterMap map =
        read(
            "m.yaml",
            """
            map: meter
            vendor: Somebody
            numbering: from-1
            table: input
            type: float32
            word-order: CDAB
            identify:
              - {table: holding, register: 65, type: uint16, equals: [47, 48]}
            registers:
              - {name: volts, register: 1, unit: V, class: Voltage_Sensor}
              - {name: energy, register: 0x11, type: uint64, scale: 0.1, unit: kWh, word-order: ABCD}
              - {name: limit, table: holding, register: 100, type: int16, power: -1, writable: true}
            """);
    assertEquals(List.of(), problems);
    assertEquals(
        List.of("input 0 float32", "input 16 uint64", "holding 99 int16"),
        map.points().stream().map(point -> place(point.register())).toList());
    MapPoint volts = map.point("volts").orElseThrow();
    assertEquals(RegisterOrder.CDAB, volts.register().form().order());
    assertEquals("V", volts.meaning().unit());
    assertEquals("Voltage_Sensor", volts.meaning().brickClass());
    assertEquals("kW.h", map.point("energy").orElseThrow().meaning().unit());
    assertTrue(map.point("limit").orElseThrow().writable());
    assertEquals(List.of("47", "48"), map.fingerprints().getFirst().values());
    assertEquals(64, map.fingerprints().getFirst().register().address());
  }

  @Test
  void everyMistakeOfAMapIsNamedWithItsLine() {
    read(
        "m.yaml",
        """
        map: meter
        registers:
          - {name: a, table: holding, register: 65536}
          - {name: b, table: holding, register: 1, type: flaot32}
          - {name: a, table: holding, register: 2, scale: 0}
          - {name: c, table: input, register: 3, writable: true, unit: kWatt}
          - {name: d, table: coil, register: 3, type: int16}
          - {name: e, table: holding, register: 4, bit: 16}
          - {name: f, table: holding, register: 5, type: string}
          - {name: g, table: holding, register: 6, word-order: EFGHABCD}
          - {name: h, register: 7, colour: red}
          - {name: i, table: holding, register: 8, not-available: [none]}
          - {name: j, table: holding, register: 65535, type: int32}
        """);
    List<String> said =
        problems.stream().map(problem -> problem.line() + " " + problem.message()).toList();
    for (String expected :
        List.of(
            "3 register is \"65536\"; it must be 0 to 65535, or hex such as 0x5B00",
            "4 type is \"flaot32\"; did you mean float32?",
            "5 scale must not be 0",
            "5 a register a is already there",
            "6 table input cannot be written",
            "7 a coil is one bit; its type must be bool",
            "8 a uint16 has no bit 16",
            "9 missing key words: how many registers the text takes",
            "10 word-order EFGHABCD is not one of 1 registers",
            "11 missing key table",
            "12 not-available must be a list of raw values such as [0x8000, -9999], or sunspec",
            "13 the last register of a value of 2 would be beyond 65535")) {
      assertTrue(said.contains(expected), expected + " in " + String.join("\n", said));
    }
    assertTrue(said.toString().contains("unknown key colour"), said.toString());
    assertTrue(said.toString().contains("unit is \"kWatt\""), said.toString());
  }

  @Test
  void whatIsNoYamlIsSaid() {
    read("m.yaml", "map: [");
    read("m.yaml", "- 1");
    read("m.yaml", "");
    assertEquals(
        3,
        problems.stream().filter(one -> one.message().matches(".*(YAML|keys|is empty).*")).count());
  }

  @Test
  void referencesSayTheirTable() {
    assertEquals(
        List.of(
            "a holding 0 uint16",
            "b input 9998 uint16",
            "c coil 0 bool",
            "d discrete 4 bool",
            "e holding 65535 uint16",
            "f holding 99 uint16"),
        places(
            "m.yaml",
            """
            map: m
            numbering: reference
            registers:
              - {name: a, register: 40001}
              - {name: b, register: 39999}
              - {name: c, register: "00001"}
              - {name: d, register: 10005}
              - {name: e, register: 465536}
              - {name: f, register: 4x0100}
            """));
  }

  // OpenEMS, EPL-2.0: a sample of how another product lists registers (facts only).
  @Test
  void aTableOfAnotherProductIsRead() {
    assertEquals(
        List.of(
            "FREQUENCY holding 14 uint32", "CURRENT input 70 float32", "SERIAL holding 200 string"),
        places(
            "m.csv",
            """
            module,class,channel,type,address,function,word_order,conversion,words
            io.openems,Meter,FREQUENCY,UnsignedDoubleword,14,FC3,LSWMSW,SCALE_FACTOR_MINUS_1,
            io.openems,Meter,CURRENT,FloatDoubleword,70,FC4,MSWLSW,SCALE_FACTOR_3,
            io.openems,Meter,SERIAL,StringWord,200,FC3,MSWLSW,,8
            """));
    Register first =
        read(
                "m.csv",
                """
                channel,type,address,function,word_order,conversion
                FREQUENCY,UnsignedDoubleword,14,FC3,LSWMSW,SCALE_FACTOR_MINUS_1
                """)
            .points()
            .getFirst()
            .register();
    assertEquals(RegisterOrder.CDAB, first.form().order());
    assertEquals(0, first.form().scaling().scale().compareTo(new java.math.BigDecimal("0.1")));
  }

  @Test
  void tablesHaveManyShapes() {
    assertEquals(
        List.of("Volts holding 0 float32", "Amps holding 2 uint16"),
        places("a.csv", "Name;Register Address;Data Type\nVolts;40001;REAL\nAmps;40003;UINT\n"));
    assertEquals(
        List.of("Volts input 40001 float32"),
        places("a.csv", "Name,Address,FC,Type\nVolts,40001,4,REAL\n"));
    assertEquals(
        List.of("Volts input 40000 uint32"),
        places("a.csv", "# numbering: from-1\nName,Address,FC\nVolts,40001-40002,4\n"));
    assertEquals(
        List.of("Say \"hi\", all holding 16 string"),
        places("a.csv", "name\taddress\ttype\n\"Say \"\"hi\"\", all\"\t0x10\tSTRING(10)\n"));
    assertEquals(
        List.of("x holding 1 uint16", "x-2 holding 2 uint16", "holding-3 holding 3 uint16"),
        places("a.csv", "name,address\nx,1\nx,2\n\n,3\nheading without address,\n"));
  }

  @Test
  void aRowThatIsWrongIsNamedAndTheOthersAreRead() {
    RegisterMap map = read("a.csv", "name,address,type\na,1,int16\nb,zwei,int16\nc,3,quux\n");
    assertEquals(List.of("a"), map.points().stream().map(MapPoint::name).toList());
    assertEquals(List.of(3, 4), problems.stream().map(Problem::line).toList());
  }

  @Test
  void scalesInOtherRegistersAndStatesAreRead() {
    RegisterMap map =
        read(
            "m.yaml",
            """
            map: m
            table: holding
            registers:
              - {name: a, register: 1, scale-register: 5}
              - {name: b, register: 2, scale-register: {register: 6, type: uint32, holds: factor, scale: 0.001}}
              - {name: c, register: 3, names: {0: off, 1: on}, not-available: 0xFFFF}
              - {name: d, register: 4, flags: {0: hot}}
            """);
    assertEquals(List.of(), problems);
    assertEquals(5, map.points().get(0).register().scale().orElseThrow().address());
    assertEquals(
        RegisterType.UINT32, map.points().get(1).register().scale().orElseThrow().form().type());
    assertEquals("on", map.points().get(2).register().form().names().states().get(1L));
    assertEquals("hot", map.points().get(3).register().form().names().flags().get(0));
    assertEquals(Table.HOLDING, map.points().get(3).register().table());
  }

  @Test
  void theWordsOfATextStayInOrder() {
    RegisterMap map =
        read(
            "m.yaml",
            """
            map: m
            table: holding
            word-order: CDAB
            registers:
              - {name: number, register: 1, type: uint32}
              - {name: model, register: 3, type: string, words: 4}
              - {name: odd, register: 7, type: string, words: 4, word-order: CDAB}
            """);
    assertEquals(List.of(), problems);
    assertEquals(
        List.of(RegisterOrder.CDAB, RegisterOrder.ABCD, RegisterOrder.CDAB),
        map.points().stream().map(one -> one.register().form().order()).toList());
  }

  @Test
  void aTypeWithoutALengthHasThatOfItsRow() {
    assertEquals(
        List.of("V holding 23296 uint32", "P holding 23316 int32", "pf holding 23354 int16"),
        places(
            "a.csv",
            "Parameter,Address (hex),Length,Data format,Multiplier\n"
                + "V,0x5B00,2,unsigned,0.1\nP,0x5B14,2,signed,0.01\npf,0x5B3A,1,signed,0.001\n"));
    assertEquals(
        List.of("x holding 1 int16"), places("a.csv", "name,address,size,type\nx,1,2,int16\n"));
  }

  @Test
  void germanTablesAndBitsAreRead() {
    RegisterMap map =
        read(
            "a.csv",
            """
            Registernr.;Länge;Beschreibung;Datentyp;Einheit;Auflösung;Bereich
            0;2;Leistung;INT32;W;/10;Input
            2;8;Seriennummer;STRING;;;Input
            104.3;1;Leck;BOOL;;;Input
            """);
    assertEquals(List.of(), problems);
    assertEquals(
        List.of("Leistung input 0 int32", "Seriennummer input 2 string", "Leck input 104 uint16"),
        map.points().stream().map(one -> one.name() + " " + place(one.register())).toList());
    assertEquals(8, map.points().get(1).register().form().words());
    assertEquals(
        java.math.BigDecimal.TEN, map.points().getFirst().register().form().scaling().divisor());
  }

  @Test
  void aScaleMayBeTheNameOfAnotherRow() {
    RegisterMap map =
        read(
            "a.csv",
            "Start,Name,Type,Scale factor\n72,A,uint16,A_SF\n76,A_SF,sunssf,\n77,B,int16,0.1\n");
    assertEquals(List.of(), problems);
    assertEquals(76, map.points().getFirst().register().scale().orElseThrow().address());
    assertTrue(map.points().getLast().register().scale().isEmpty());
  }
}
