package io.arxos.cloud.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads a YAML file of nested keys into `section.key` with value and line.
final class YamlFile {
  private YamlFile() {}

  /// @param line 1 for the first
  record Entry(String value, int line) {}

  /// @throws BadConfig when the file cannot be read or is not of that form
  static Map<String, Entry> read(Path file) throws BadConfig {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      throw new BadConfig(List.of(file + "  there is no such file"));
    } catch (IOException e) {
      throw new BadConfig(List.of(file + "  cannot be read: " + e.getMessage()));
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    try {
      var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent()) {
        flatten(file, "", root.get(), entries);
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new BadConfig(List.of(file + ":" + line + "  " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new BadConfig(List.of(file + "  is not YAML: " + e.getMessage()));
    }
    return entries;
  }

  private static void flatten(Path file, String prefix, Node node, Map<String, Entry> entries)
      throws BadConfig {
    if (!(node instanceof MappingNode mapping)) {
      throw new BadConfig(List.of(file + ":" + line(node) + "  keys and values are expected here"));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw new BadConfig(List.of(file + ":" + line(tuple.getKeyNode()) + "  a key is a word"));
      }
      String key = prefix + name.getValue();
      switch (tuple.getValueNode()) {
        case ScalarNode value -> {
          if (entries.put(key, new Entry(value.getValue(), line(name))) != null) {
            throw new BadConfig(List.of(file + ":" + line(name) + "  " + key + " is here twice"));
          }
        }
        case MappingNode section -> flatten(file, key + ".", section, entries);
        default ->
            throw new BadConfig(List.of(file + ":" + line(name) + "  " + key + " takes no list"));
      }
    }
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
