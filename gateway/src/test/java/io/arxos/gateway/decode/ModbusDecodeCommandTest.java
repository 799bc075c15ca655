package io.arxos.gateway.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ModbusDecodeCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory = Path.of("");
  private final StringWriter errors = new StringWriter();

  private List<JsonNode> decode(List<String> arguments, String... lines) throws Exception {
    var in = new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    var out = new StringWriter();
    int code =
        new CommandLine(new ModbusDecodeCommand(in))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(errors))
            .execute(arguments.toArray(String[]::new));
    List<JsonNode> readings = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      readings.add(JSON.readTree(line));
    }
    assertEquals(readings.isEmpty() ? 2 : 0, code, errors.toString());
    return readings;
  }

  private static List<String> values(List<JsonNode> readings) {
    return readings.stream()
        .map(one ->
            one.path("value").isNull() ? one.path("reason").asText() : one.path("value").asText())
        .toList();
  }

  private static List<String> options(String text) {
    return Arrays.asList(text.split(" "));
  }

  @Test
  void everyGroupOfWordsIsAReading() throws Exception {
    List<JsonNode> readings =
        decode(
            options("--type float32 --word-order CDAB --unit °C"),
            "{\"unit\":7,\"function\":3,\"address\":10,\"words\":[26214,16810,\"0x6666\",\"0x41AA\",1]}");
    assertEquals(
        List.of("21.3", "21.3", "too few words: a float32 takes 2, 1 left"), values(readings));
    assertEquals(
        JSON.readTree(
            """
            {"point":"holding-12","value":21.3,"unit":"Cel","class":"","status":"ok",
             "source_time":null,"origin":{"line":1,"unit":"7","path":"holding 12"}}
            """),
        readings.get(1));
  }

  @Test
  void scaleIsDecimalAndWholeNumbersStayExact() throws Exception {
    assertEquals(
        List.of("123.4"),
        values(
            decode(
                options("--type int16 --scale 0.1"),
                "{\"unit\":1,\"function\":4,\"address\":0,\"words\":[1234]}")));
    JsonNode exact =
        decode(
                options("--type int64"),
                "{\"unit\":1,\"function\":3,\"address\":0,\"words\":[32,0,0,1]}")
            .getFirst();
    assertEquals(9007199254740993L, exact.path("value").longValue());
    assertTrue(exact.path("value").isIntegralNumber());
  }

  @Test
  void bitsRefusalsAndBadLinesAreEachALine() throws Exception {
    List<JsonNode> readings =
        decode(
            options("--type float64"),
            "{\"unit\":1,\"function\":1,\"address\":3,\"words\":[1,0,true]}",
            "{\"unit\":1,\"function\":2,\"address\":3,\"words\":[2]}",
            "{\"unit\":1,\"function\":131,\"address\":0,\"words\":[2]}",
            "{\"unit\":1,\"function\":132,\"code\":11}",
            "{\"unit\":1,\"function\":3,\"address\":0,\"exception\":6}",
            "{\"unit\":1,\"function\":3,\"address\":0}",
            "nothing",
            "{\"unit\":1,\"function\":3,\"address\":0,\"words\":[]}",
            "{\"unit\":1,\"function\":3,\"address\":0,\"words\":[65536,0,0,0]}",
            "{\"unit\":1,\"function\":3,\"address\":0,\"words\":[\"0x4035\",\"0x4CCC\",52428,52429]}",
            "{\"unit\":256,\"function\":3,\"address\":0,\"words\":[1]}",
            "{\"unit\":1,\"function\":16,\"address\":0,\"words\":[1]}",
            "{\"unit\":1,\"function\":3,\"address\":65535,\"words\":[1,2]}",
            "{\"unit\":1,\"function\":3,\"words\":[1,2]}",
            "{\"unit\":1,\"function\":3,\"address\":0,\"words\":[-1]}");
    assertEquals(
        List.of(
            "true",
            "false",
            "true",
            "a discrete is 0 or 1",
            "illegal data address",
            "gateway target device failed to respond",
            "device busy",
            "no words",
            "line is not JSON",
            "there are no words in the answer",
            "words[0] is not a number of 0 to 65535",
            "21.3",
            "unit is not a number of 0 to 255",
            "function 16 reads no registers",
            "the words go beyond register 65535",
            "no address",
            "words[0] is not a number of 0 to 65535"),
        values(readings));
    assertEquals("down", readings.get(5).path("status").asText());
    assertEquals("fault", readings.get(4).path("status").asText());
  }

  @Test
  void aMapNamesWhatTheWordsHold() throws Exception {
    Path map = directory.resolve("meter.yaml");
    Files.writeString(
        map,
        """
        map: meter
        table: holding
        registers:
          - {name: voltage, register: 0, type: float32, unit: V, class: Voltage_Sensor}
          - {name: power, register: 2, type: int16, unit: kW, scale-register: 10}
          - {name: state, register: 3, names: {1: running}}
          - {name: energy, register: 4, type: uint64, unit: Wh}
          - {name: inlet, table: input, register: 0, unit: Cel}
        """);
    List<JsonNode> readings =
        decode(
            List.of("--map", map.toString()),
            "{\"unit\":1,\"function\":3,\"address\":0,\"words\":[17254,0,65526,1,0,0]}",
            "{\"unit\":1,\"function\":3,\"address\":10,\"words\":[65535]}",
            "{\"unit\":1,\"function\":4,\"address\":50,\"words\":[1]}",
            "{\"unit\":1,\"function\":3,\"address\":100,\"words\":[1]}");
    assertEquals(
        List.of("voltage", "power", "state", "energy", "power", "", ""),
        readings.stream().map(one -> one.path("point").asText()).toList());
    assertEquals(
        List.of(
            "230.0",
            "its scale register was not read",
            "running",
            "the words hold only a part of its registers",
            "-1.0",
            "no register of the map meter lies in input 50 to 50",
            "no register of the map meter lies in holding 100 to 100"),
        values(readings));
    assertEquals("V", readings.getFirst().path("unit").asText());
    assertEquals("Voltage_Sensor", readings.getFirst().path("class").asText());
  }

  @Test
  void aTableIsReadAsFarAsItCanBe() throws Exception {
    Path map = directory.resolve("table.csv");
    Files.writeString(
        map,
        """
        Name;Adresse;FC;Typ;Faktor;Einheit
        Vorlauf;30001;4;INT16;0,1;°C
        Seriennummer;30010;4;STRING;;
        """);
    List<JsonNode> readings =
        decode(
            List.of("--map", map.toString()),
            "{\"unit\":1,\"function\":4,\"address\":0,\"words\":[655]}",
            "{\"unit\":1,\"function\":4,\"address\":30001,\"words\":[656]}");
    assertEquals(List.of("65.5", "65.6"), values(readings), "references, and numbers of the line");
    assertEquals("Cel", readings.getFirst().path("unit").asText());
    assertTrue(errors.toString().contains(":3  missing key words"), errors.toString());
  }

  @Test
  void aModelOfSunspecIsFoundByItsHeader() throws Exception {
    List<JsonNode> readings =
        decode(
            List.of("--map", "sunspec-203"),
            "{\"unit\":1,\"function\":3,\"address\":40070,"
                + "\"words\":[203,105,65535,32768,1,2,65534]}");
    assertEquals(List.of("-0.01", "not available", "0.01", "0.02"), values(readings));
  }

  @Test
  void whatCannotBeMeantEndsBeforeTheFirstLine() throws Exception {
    for (String wrong :
        List.of(
            "--type flaot32",
            "--word-order ACBD2",
            "--scale 0",
            "--type string",
            "--map /nowhere/map.yaml",
            "--unit parsecs")) {
      assertEquals(List.of(), decode(options(wrong)), wrong);
    }
    assertTrue(errors.toString().contains("did you mean float32?"), errors.toString());
  }
}
