package io.arxos.driver.modbus.map;

import io.arxos.driver.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Maps in files: `.yaml` in our form, `.csv` and `.tsv` tables.
public final class MapFiles {
  private static final int FILE_BYTES_MAX = 4 << 20;

  private MapFiles() {}

  /// The text of a file, or nothing, which is reported.
  public static Optional<String> text(Path path, Consumer<Problem> problems) {
    String wrong;
    try {
      if (Files.size(path) <= FILE_BYTES_MAX) {
        return Optional.of(Files.readString(path));
      }
      wrong = "is larger than " + (FILE_BYTES_MAX >> 20) + " MiB";
    } catch (NoSuchFileException _) {
      wrong = "does not exist";
    } catch (CharacterCodingException _) {
      wrong = "is not UTF-8 text";
    } catch (IOException _) {
      wrong = "cannot be read";
    }
    problems.accept(new Problem(path.toString(), 0, wrong));
    return Optional.empty();
  }

  /// A map by its text. Use it only when nothing was reported.
  public static RegisterMap read(String file, String text, Consumer<Problem> problems) {
    return isTable(file) ? CsvMap.read(file, text, problems) : YamlMap.read(file, text, problems);
  }

  /// A table once more, its numbers taken for references such as 40001; nothing when they cannot be
  /// that, or when the table says how it counts.
  public static Optional<RegisterMap> asReferences(String file, String text) {
    return isTable(file) ? CsvMap.asReferences(file, text) : Optional.empty();
  }

  /// Whether a file is a table by its name.
  public static boolean isTable(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt");
  }
}
