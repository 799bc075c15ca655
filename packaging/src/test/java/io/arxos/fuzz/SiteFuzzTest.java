package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.Protocols;
import io.arxos.gateway.config.SiteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A site's file: any text gives a site, or problems with their lines.
public final class SiteFuzzTest {
  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("site", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    try {
      Files.write(FILE, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var result =
        Memory.within(
            64L << 20, () -> SiteFile.load(FILE, Map.of("SET", "1", "EMPTY", ""), Protocols.all()));
    return switch (result) {
      case SiteFile.Loaded _ -> true;
      case SiteFile.Refused refused -> {
        assertTrue(!refused.problems().isEmpty(), "refused, and nobody says why");
        yield false;
      }
    };
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("site").replay(SiteFuzzTest::takes);
    assertTrue(ends.understood() > 2 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader for which every value of a key is a number.
  @Test
  void readerThatTrustsNumbersIsFound() {
    Corpus.of("site")
        .finds(data -> {
          var text = new String(data, StandardCharsets.UTF_8);
          int at = text.indexOf("physics-speed: ");
          return at >= 0 && Double.parseDouble(text.substring(at + 15).split("\n")[0]) > 0;
        });
  }
}
