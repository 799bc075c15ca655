package io.arxos.driver.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table in `docs/drivers/sparkplug.md` names tests that exist.
final class AssertionsTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| `(\\w+)\\.(\\w+)` \\|");
  private static final int ROWS_MIN = 100;

  private static List<String> missing(String document) {
    var missing = new ArrayList<String>();
    int rows = 0;
    var row = ROW.matcher(document);
    while (row.find()) {
      rows++;
      if (!exists(row.group(2), row.group(3))) {
        missing.add(row.group());
      }
    }
    assertTrue(rows >= ROWS_MIN, "only " + rows + " assertions");
    return missing;
  }

  private static boolean exists(String type, String method) {
    for (String folder : List.of("io.arxos.driver.mqtt.sparkplug.", "io.arxos.driver.mqtt.")) {
      try {
        Class<?> found = Class.forName(folder + type, false, AssertionsTest.class.getClassLoader());
        return Arrays.stream(found.getDeclaredMethods())
            .anyMatch(one -> one.getName().equals(method));
      } catch (ClassNotFoundException _) {
        // in the other package
      }
    }
    return false;
  }

  private static String document() throws IOException {
    Path file = Path.of("docs/drivers/sparkplug.md");
    return Files.readString(Files.exists(file) ? file : Path.of("..").resolve(file));
  }

  @Test
  void everyAssertionHasATest() throws IOException {
    assertEquals(List.of(), missing(document()));
  }

  // The control: a test that was renamed.
  @Test
  void renamedTestIsMissed() throws IOException {
    String changed = document().replaceFirst("primaryHostSaysThatItIsThere", "someOtherName");
    assertEquals(1, missing(changed).size());
  }
}
