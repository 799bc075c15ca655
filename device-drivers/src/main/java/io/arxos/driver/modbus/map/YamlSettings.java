package io.arxos.driver.modbus.map;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.Settings.Entry;
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

/// YAML 1.2 into settings that know their line.
final class YamlSettings {
  private static final int ENTRIES_MAX = 100_000;
  private static final int DEPTH_MAX = 10;
  private static final LoadSettings YAML =
      LoadSettings.builder().setUseMarks(true).setMaxAliasesForCollections(50).build();

  private final String file;
  private final Consumer<Problem> problems;
  private int entries;

  private YamlSettings(String file, Consumer<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /// Empty settings when there is nothing to read; that is reported.
  static Settings read(String file, String text, Consumer<Problem> problems) {
    var reader = new YamlSettings(file, problems);
    Map<String, Entry> root = Map.of();
    try {
      var nodes = new Compose(YAML).composeString(text);
      if (nodes.isPresent() && nodes.get() instanceof MappingNode mapping) {
        root = reader.map(mapping, 1);
      } else {
        problems.accept(new Problem(file, 1, "is no register map: it must have keys and values"));
        return new Settings(file, 1, root, _ -> {});
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.accept(new Problem(file, line, "is not valid YAML here: " + e.getProblem()));
      return new Settings(file, 1, root, _ -> {});
    } catch (YamlEngineException e) {
      problems.accept(new Problem(file, 0, "is not valid YAML"));
      return new Settings(file, 1, root, _ -> {});
    }
    return new Settings(file, 1, root, problems);
  }

  private Map<String, Entry> map(MappingNode mapping, int depth) {
    Map<String, Entry> map = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(tuple.getKeyNode(), "a key must be plain text");
        continue;
      }
      Object value = value(tuple.getValueNode(), depth);
      if (value == null) {
        problem(key, key.getValue() + " has no value");
      } else if (map.putIfAbsent(key.getValue(), new Entry(value, line(key))) != null) {
        problem(key, key.getValue() + " is already given");
      }
    }
    return map;
  }

  private @Nullable Object value(Node node, int depth) {
    if (depth > DEPTH_MAX || ++entries > ENTRIES_MAX) {
      return null;
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, depth + 1);
      case SequenceNode sequence -> {
        List<Entry> list = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          Object value = value(item, depth + 1);
          if (value != null) {
            list.add(new Entry(value, line(item)));
          }
        }
        yield list;
      }
      case ScalarNode scalar ->
          scalar.getScalarStyle() == ScalarStyle.PLAIN
              ? plain(scalar.getValue())
              : scalar.getValue();
      default -> null;
    };
  }

  private static @Nullable Object plain(String text) {
    Tag tag = YAML.getSchema().getScalarResolver().resolve(text, true);
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    try {
      if (tag.equals(Tag.INT)) {
        return Long.valueOf(text);
      }
      if (tag.equals(Tag.FLOAT)) {
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? (Object) number : text;
      }
    } catch (NumberFormatException _) {
      return text; // a number of more digits than a long has
    }
    return text;
  }

  private void problem(Node node, String message) {
    problems.accept(new Problem(file, line(node), message));
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
