package io.arxos.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayFileTest {
  @TempDir Path folder;

  // The comments of config/gateway.yaml say these numbers.
  @Test
  void defaultsAreTheOnesInTheManual() throws IOException {
    var expected =
        new GatewayConfig(
            folder.resolve("site.yaml"),
            Path.of("/data"),
            false,
            new GatewayConfig.Page("127.0.0.1", 8081),
            new GatewayConfig.Journal(
                1024L << 20, Duration.ofHours(24), GatewayConfig.Profile.AUTO, 0),
            new GatewayConfig.Control(Duration.ofSeconds(1)),
            null);
    assertEquals(expected, loaded("site: site.yaml\ndata: /data\n", Map.of(), Map.of()));
  }

  @Test
  void theShippedFileSaysTheDefaults() {
    Path file = Path.of("../config/gateway.yaml");
    var result = GatewayFile.load(file, Map.of(), Map.of());
    GatewayConfig config = assertInstanceOf(GatewayFile.Loaded.class, result).config();
    assertTrue(Files.exists(config.site()), config.site().toString());
    assertEquals(
        new GatewayConfig(
            config.site(),
            Path.of("/var/lib/arxos"),
            false,
            GatewayConfig.Page.DEFAULT,
            GatewayConfig.Journal.DEFAULT,
            GatewayConfig.Control.DEFAULT,
            null),
        config);
  }

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    String yaml = "site: a\ndata: b\npage: { port: 1 }\n";
    assertEquals(1, loaded(yaml, Map.of(), Map.of()).page().port());
    Map<String, String> environment = Map.of("ARXOS_PAGE_PORT", "2");
    assertEquals(2, loaded(yaml, environment, Map.of()).page().port());
    assertEquals(3, loaded(yaml, environment, Map.of("page.port", "3")).page().port());
    assertTrue(loaded(yaml, Map.of("ARXOS_TRUST_CLOCK", "true"), Map.of()).trustClock());
  }

  // Paths in the file lie beside the file; paths of the command line, where one stands.
  @Test
  void pathsAreRelativeToWhereTheyAreSaid() throws IOException {
    GatewayConfig config = loaded("site: a\ndata: b\n", Map.of(), Map.of("site", "c"));
    assertEquals(Path.of("c"), config.site());
    assertEquals(folder.resolve("b"), config.data());
  }

  @Test
  void theCloudNeedsItsThreeFiles() throws IOException {
    for (String name : List.of("ca", "cert", "key")) {
      Files.writeString(folder.resolve(name), "");
    }
    String yaml =
        "site: a\ndata: b\ncloud: { address: 'localhost:8443', ca: ca, certificate: cert, key: key }\n";
    GatewayConfig.Cloud cloud = loaded(yaml, Map.of(), Map.of()).cloud();
    assertNotNull(cloud);
    assertEquals("localhost", cloud.host());
    assertEquals(8443, cloud.port());
    assertEquals(folder.resolve("ca"), cloud.ca());
    assertNull(loaded("site: a\ndata: b\ncloud: { ca: ca }\n", Map.of(), Map.of()).cloud());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "site: a|1|missing key data",
        "{site: a, data: b, pages: {}}|1|unknown key pages; did you mean page?",
        "{site: a, data: b, page: {port: 70000}}|1|port is \"70000\"; it must be a whole number, 0 to 65535",
        "{site: a, data: b, control: {cycle: 1ms}}|1|control.cycle must be 100ms to 10s",
        "{site: a, data: b, journal: {quota-mib: 1}}|1|quota-mib is \"1\"",
        "{site: a, data: b, cloud: {address: here, ca: x, certificate: y, key: z}}|1|it must be host:port",
        "{site: a, data: b, cloud: {address: 'a:1', ca: x, certificate: y, key: z}}|1|which cannot be read",
        "{site: a, data: b, cloud: {address: 'a:1'}}|1|missing key ca",
      })
  void saysWhatIsWrongAndWhere(String yaml, int line, String message) throws IOException {
    List<Problem> problems = refused(yaml, Map.of(), Map.of());
    assertTrue(
        problems.stream().anyMatch(p -> p.line() == line && p.message().contains(message)),
        problems::toString);
  }

  @Test
  void aMistakeOutsideTheFileNamesItsPlace() throws IOException {
    String yaml = "site: a\ndata: b\n";
    Map<String, String> wrong = Map.of("ARXOS_PAGE_PORT", "many");
    assertEquals("ARXOS_PAGE_PORT", refused(yaml, wrong, Map.of()).getFirst().file());
    assertEquals(
        "(command line)", refused(yaml, Map.of(), Map.of("page.port", "x")).getFirst().file());
  }

  private GatewayConfig loaded(
      String yaml, Map<String, String> environment, Map<String, String> flags) throws IOException {
    var result = GatewayFile.load(write(yaml), environment, flags);
    return assertInstanceOf(GatewayFile.Loaded.class, result, result::toString).config();
  }

  private List<Problem> refused(
      String yaml, Map<String, String> environment, Map<String, String> flags) throws IOException {
    var result = GatewayFile.load(write(yaml), environment, flags);
    return assertInstanceOf(GatewayFile.Refused.class, result).problems();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("gateway.yaml"), yaml);
  }
}
