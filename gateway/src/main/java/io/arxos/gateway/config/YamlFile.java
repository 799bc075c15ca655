package io.arxos.gateway.config;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.YamlSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one YAML 1.2 file into entries that know their line. `${NAME}` and `${NAME:-default}` in
/// plain and double-quoted texts are taken from the environment before a text is understood as a
/// number.
final class YamlFile {
  private static final int FILE_BYTES_MAX = 4 << 20;
  private static final int ENTRIES_MAX = 200_000;
  private static final int DEPTH_MAX = 30;
  private static final String KIND =
      "must be a list of keys and values, such as \"name: Hofgarten\"";
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  private YamlFile() {}

  /// The file's top section, or null when it could not be read at all; what is wrong is reported.
  static @Nullable Settings read(
      Path path, Map<String, String> environment, Consumer<Problem> problems) {
    var source = new YamlSettings.Source(path.toString(), KIND, ENTRIES_MAX, DEPTH_MAX);
    try {
      if (Files.isDirectory(path)) {
        return refuse(path, "is a folder, not a file", problems);
      }
      if (Files.size(path) > FILE_BYTES_MAX) {
        return refuse(path, "is larger than " + (FILE_BYTES_MAX >> 20) + " MiB", problems);
      }
      return YamlSettings.read(
          source,
          Files.readString(path),
          (text, wrong) -> substituted(text, environment, wrong),
          problems);
    } catch (NoSuchFileException _) {
      return refuse(path, "does not exist", problems);
    } catch (AccessDeniedException _) {
      return refuse(path, "cannot be read: permission denied", problems);
    } catch (CharacterCodingException _) {
      return refuse(path, "is not UTF-8 text", problems);
    } catch (IOException e) {
      return refuse(path, "cannot be read: " + e.getMessage(), problems);
    }
  }

  private static String substituted(
      String of, Map<String, String> environment, Consumer<String> wrong) {
    Matcher variable = VARIABLE.matcher(of);
    var text = new StringBuilder();
    while (variable.find()) {
      String name = variable.group(1);
      String value = environment.getOrDefault(name, "");
      String otherwise = variable.group(2);
      if (value.isEmpty() && otherwise != null) {
        value = otherwise;
      } else if (value.isEmpty()) {
        wrong.accept(
            name + " is not set in the environment, and ${" + name + ":-…} names no default");
      }
      variable.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(text).toString();
  }

  private static @Nullable Settings refuse(Path path, String message, Consumer<Problem> problems) {
    problems.accept(new Problem(path.toString(), 0, message));
    return null;
  }
}
