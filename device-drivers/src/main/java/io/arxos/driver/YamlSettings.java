package io.arxos.driver;

import io.arxos.driver.Settings.Entry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

/// YAML 1.2 as settings that know their line. What is wrong is reported, with its line.
public final class YamlSettings {
  private static final LoadSettings YAML = LoadSettings.builder().setUseMarks(true).build();

  private final Source source;
  private final Texts texts;
  private final Consumer<Problem> problems;
  private int entries;

  /// What is read, and how much of it at the most.
  ///
  /// @param file for problems
  /// @param kind what a text without keys and values is told, such as `must be a list of keys`
  /// @param depth how deep sections may be nested
  public record Source(String file, String kind, int entries, int depth) {}

  /// What a plain or double-quoted text becomes before it is understood.
  public interface Texts {
    /// @param wrong takes what is wrong with the text
    String of(String text, Consumer<String> wrong);
  }

  private YamlSettings(Source source, Texts texts, Consumer<Problem> problems) {
    this.source = source;
    this.texts = texts;
    this.problems = problems;
  }

  /// The top section, or null when there is none; that is reported.
  public static @Nullable Settings read(
      Source source, String text, Texts texts, Consumer<Problem> problems) {
    var reader = new YamlSettings(source, texts, problems);
    Node root = reader.compose(text);
    if (root == null) {
      return null;
    }
    if (!(root instanceof MappingNode mapping)) {
      reader.problem(root, source.kind());
      return null;
    }
    return new Settings(source.file(), 1, reader.map(mapping, 1), problems);
  }

  private @Nullable Node compose(String text) {
    try {
      var nodes = new Compose(YAML).composeString(text);
      return nodes.isPresent() ? nodes.get() : refuse(0, "is empty");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      return refuse(line, "is not valid YAML here: " + e.getProblem());
    } catch (YamlEngineException e) {
      return refuse(0, "is not valid YAML: " + firstLine(e.getMessage()));
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
    if (depth > source.depth() || ++entries > source.entries()) {
      if (entries <= source.entries() + 1) {
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
        node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
            ? node.getValue()
            : texts.of(node.getValue(), wrong -> problem(node, wrong));
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
  public static @Nullable Object plain(String text) {
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
        return new BigInteger(text); // exact, as a register of 64 bits wants it
      }
    }
    if (tag.equals(Tag.FLOAT) && !text.contains(".inf") && !text.contains(".nan")) {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? (Object) number : text;
    }
    return text;
  }

  private void problem(Node node, String message) {
    problems.accept(new Problem(source.file(), lineOf(node), message));
  }

  private @Nullable Node refuse(int line, String message) {
    problems.accept(new Problem(source.file(), line, message));
    return null;
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
