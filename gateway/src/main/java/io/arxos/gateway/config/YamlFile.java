package io.arxos.gateway.config;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.Settings.Entry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads one YAML 1.2 file into entries that know their line. `${NAME}` and `${NAME:-default}` in
/// plain and double-quoted texts are taken from the environment before a text is understood as a
/// number.
final class YamlFile {
  private static final int FILE_BYTES_MAX = 4 << 20;
  private static final int ENTRIES_MAX = 200_000;
  private static final int DEPTH_MAX = 30;
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");
  private static final LoadSettings YAML = LoadSettings.builder().setUseMarks(true).build();

  private final String file;
  private final Map<String, String> environment;
  private final Consumer<Problem> problems;
  private int entries;

  private YamlFile(String file, Map<String, String> environment, Consumer<Problem> problems) {
    this.file = file;
    this.environment = environment;
    this.problems = problems;
  }

  /// The file's top section, or null when it could not be read at all; what is wrong is reported.
  static @Nullable Settings read(
      Path path, Map<String, String> environment, Consumer<Problem> problems) {
    var reader = new YamlFile(path.toString(), environment, problems);
    Node root = reader.compose(path);
    if (root == null) {
      return null;
    }
    if (!(root instanceof MappingNode mapping)) {
      reader.problem(root, "must be a list of keys and values, such as \"name: Hofgarten\"");
      return null;
    }
    return new Settings(path.toString(), 1, reader.map(mapping, 1), problems);
  }

  private @Nullable Node compose(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return refuse("is a folder, not a file");
      }
      if (Files.size(path) > FILE_BYTES_MAX) {
        return refuse("is larger than " + (FILE_BYTES_MAX >> 20) + " MiB");
      }
      var nodes = new Compose(YAML).composeString(Files.readString(path));
      return nodes.isPresent() ? nodes.get() : refuse("is empty");
    } catch (NoSuchFileException _) {
      return refuse("does not exist");
    } catch (AccessDeniedException _) {
      return refuse("cannot be read: permission denied");
    } catch (CharacterCodingException _) {
      return refuse("is not UTF-8 text");
    } catch (IOException e) {
      return refuse("cannot be read: " + e.getMessage());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.accept(new Problem(file, line, "is not valid YAML here: " + e.getProblem()));
      return null;
    } catch (YamlEngineException e) {
      return refuse("is not valid YAML: " + firstLine(e.getMessage()));
    }
  }

  private Map<String, Entry> map(MappingNode mapping, int depth) {
    Map<String, Entry> map = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(tuple.getKeyNode(), "a key must be plain text");
        continue;
      }
      Object value = value(tuple.getValueNode(), key.getValue(), depth);
      Entry earlier = map.get(key.getValue());
      if (earlier != null) {
        problem(key, key.getValue() + " is already given in line " + earlier.line());
      } else if (value != null) {
        map.put(key.getValue(), new Entry(value, lineOf(key)));
      }
    }
    return map;
  }

  /// Null when it has no value; that is reported.
  private @Nullable Object value(Node node, String key, int depth) {
    if (depth > DEPTH_MAX || ++entries > ENTRIES_MAX) {
      if (entries <= ENTRIES_MAX + 1) {
        problem(node, "is nested too deeply or has too many entries");
      }
      return null;
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, depth + 1);
      case SequenceNode sequence -> list(sequence, key, depth);
      case ScalarNode scalar -> scalar(scalar, key);
      default -> {
        problem(node, key + " has a form that is not understood");
        yield null;
      }
    };
  }

  private List<Entry> list(SequenceNode sequence, String key, int depth) {
    List<Entry> list = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      Object value = value(item, key, depth + 1);
      if (value != null) {
        list.add(new Entry(value, lineOf(item)));
      }
    }
    return list;
  }

  private @Nullable Object scalar(ScalarNode node, String key) {
    String text =
        node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED ? node.getValue() : substituted(node);
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    }
    Object value = plain(text);
    if (value == null) {
      problem(node, key + " has no value");
    }
    return value;
  }

  /// What an unquoted text means: a number, true or false, a text; null for nothing.
  static @Nullable Object plain(String text) {
    Tag tag = YAML.getSchema().getScalarResolver().resolve(text, true);
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    if (tag.equals(Tag.INT)) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException _) {
        return Double.valueOf(text);
      }
    }
    if (tag.equals(Tag.FLOAT) && !text.contains(".inf") && !text.contains(".nan")) {
      return Double.valueOf(text);
    }
    return text;
  }

  private String substituted(ScalarNode node) {
    Matcher variable = VARIABLE.matcher(node.getValue());
    var text = new StringBuilder();
    while (variable.find()) {
      String name = variable.group(1);
      String value = environment.getOrDefault(name, "");
      String otherwise = variable.group(2);
      if (value.isEmpty() && otherwise != null) {
        value = otherwise;
      } else if (value.isEmpty()) {
        problem(
            node, name + " is not set in the environment, and ${" + name + ":-…} names no default");
      }
      variable.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(text).toString();
  }

  private void problem(Node node, String message) {
    problems.accept(new Problem(file, lineOf(node), message));
  }

  private @Nullable Node refuse(String message) {
    problems.accept(new Problem(file, 0, message));
    return null;
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
