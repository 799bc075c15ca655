package io.arxos.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arxos.driver.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published schemas know exactly the keys that the loader knows: the loader is asked by a key
/// that is like no other, to which it answers with its whole list.
final class SchemaTest {
  private static final Path SCHEMAS = Path.of("../config/schema");
  private static final String STRANGER = "zzzzzzzzzzzzzzzzzzzz";
  private static final String KNOWN = "unknown key " + STRANGER + "; known here: ";

  private static final String TWO_POINT =
      "\n  - {id: pump, kind: two-point, inputs: [room/valve], output: room/valve, on-above: 5,"
          + " off-below: 2}\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "building: hq|building: hq|/properties",
        "name: The room|name: The room|/$defs/equipment/properties",
        "unit: Cel|unit: Cel|/$defs/point/properties",
        "{ min: 15, max: 26 }|{ min: 15, max: 26, @ }|/$defs/point/properties/write/properties",
        "update: hold|update: hold, @|/$defs/point/properties/outputs/properties",
        "kind: pid|kind: pid|/$defs/pid/properties",
        "off-below: 2|off-below: 2, @|/$defs/two-point/properties",
      })
  void theSiteSchemaKnowsTheLoadersKeys(String anchor, String with, String pointer)
      throws IOException {
    String yaml = TestSites.ROOM + TWO_POINT.substring(1);
    int at = yaml.indexOf(anchor);
    assertTrue(at >= 0, anchor);
    String indent = yaml.substring(yaml.lastIndexOf('\n', at) + 1, at).replaceAll("[^ ].*", "");
    String stranger =
        with.contains("@")
            ? with.replace("@", STRANGER + ": 1")
            : anchor + "\n" + indent + STRANGER + ": 1";
    yaml = yaml.substring(0, at) + stranger + yaml.substring(at + anchor.length());
    var refused = assertInstanceOf(SiteFile.Refused.class, TestSites.read(yaml, Map.of()));
    assertEquals(known(refused.problems()), keys("site.schema.json", pointer));
  }

  @ParameterizedTest
  @CsvSource({
    "'',/properties",
    "page,/properties/page/properties",
    "journal,/properties/journal/properties",
    "control,/properties/control/properties",
    "cloud,/properties/cloud/properties"
  })
  void theGatewaySchemaKnowsTheLoadersKeys(String section, String pointer) throws IOException {
    String yaml =
        section.isEmpty()
            ? "site: a\ndata: b\n" + STRANGER + ": 1\n"
            : "site: a\ndata: b\n" + section + ": { " + STRANGER + ": 1 }\n";
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    var refused =
        assertInstanceOf(GatewayFile.Refused.class, GatewayFile.load(file, Map.of(), Map.of()));
    assertEquals(known(refused.problems()), keys("gateway.schema.json", pointer));
  }

  @Test
  void everyKeyIsDescribed() throws IOException {
    for (String file : List.of("site.schema.json", "gateway.schema.json")) {
      JsonNode schema = new ObjectMapper().readTree(SCHEMAS.resolve(file).toFile());
      schema.findValues("properties").forEach(SchemaTest::described);
    }
  }

  private static void described(JsonNode properties) {
    properties
        .properties()
        .forEach(entry ->
            assertTrue(
                entry.getValue().has("description")
                    || entry.getValue().has("$ref")
                    || entry.getValue().has("const")
                    || entry.getValue().has("items"),
                entry.getKey()));
  }

  private static Set<String> known(List<Problem> problems) {
    String list =
        problems.stream()
            .map(Problem::message)
            .filter(message -> message.startsWith(KNOWN))
            .findFirst()
            .orElseThrow(() -> new AssertionError(problems.toString()));
    return new TreeSet<>(List.of(list.substring(KNOWN.length()).split(", ")));
  }

  private static Set<String> keys(String file, String pointer) throws IOException {
    JsonNode schema = new ObjectMapper().readTree(SCHEMAS.resolve(file).toFile());
    Set<String> keys = new TreeSet<>();
    schema.at(pointer).fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
