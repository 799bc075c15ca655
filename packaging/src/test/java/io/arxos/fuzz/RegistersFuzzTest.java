package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Problem;
import io.arxos.driver.modbus.map.MapFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Register maps that an installer writes or gets: YAML, or a table.
public final class RegistersFuzzTest {
  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    var text = new String(data, StandardCharsets.UTF_8);
    return Limits.within(() -> read(isTable(text) ? "map.csv" : "map.yaml", text));
  }

  /// By the first line that says something, as a person would see it.
  private static boolean isTable(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .filter(line -> line.chars().anyMatch(sign -> sign == ',' || sign == ';' || sign == '\t'))
        .isPresent();
  }

  private static boolean read(String file, String text) {
    var problems = new ArrayList<Problem>();
    MapFiles.read(file, text, problems::add);
    return problems.isEmpty();
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("registers").replay(RegistersFuzzTest::takes);
    assertTrue(ends.understood() > 2 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader for which every address is a number.
  @Test
  void readerThatTrustsNumbersIsFound() {
    Corpus.of("registers")
        .finds(data -> {
          var text = new String(data, StandardCharsets.UTF_8);
          int at = text.indexOf("register: ");
          return at >= 0 && Integer.parseInt(text.substring(at + 10).split("[ ,\n}]")[0]) >= 0;
        });
  }
}
