package io.arxos.gateway.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A site file as text, into which lines are put. Nothing that is there changes by a byte: not a
/// comment, not a blank line, not the end of the lines.
final class SiteText {
  private static final LoadSettings YAML = LoadSettings.builder().setUseMarks(true).build();

  private final List<String> lines;
  private final String end;
  private final List<Insertion> insertions = new ArrayList<>();

  /// What became of the text.
  sealed interface Result {}

  record Edited(String text) implements Result {}

  /// @param reason a sentence for the person who wrote the file
  record Refused(String reason) implements Result {}

  /// Lines that come before the line with that number (from 0).
  private record Insertion(int before, int order, List<String> lines) {}

  /// It is written in a way that lines cannot be put into.
  private static final class Stiff extends Exception {
    private static final long serialVersionUID = 1L;

    Stiff(String message) {
      super(message);
    }
  }

  private SiteText(String text) {
    end = text.contains("\r\n") ? "\r\n" : "\n";
    lines = text.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(text.split("(?<=\n)")));
  }

  /// Adds at the end of `drivers`, of `equipment`, and of the points of equipment that is there.
  static Result insert(String text, Additions additions) {
    var site = new SiteText(text);
    try {
      Optional<Node> root = new Compose(YAML).composeString(text);
      if (root.isEmpty() || !(root.get() instanceof MappingNode mapping)) {
        return new Refused("the site file holds no keys");
      }
      site.items(mapping, "drivers", additions.drivers());
      site.equipment(mapping, additions.equipment());
      return new Edited(site.joined());
    } catch (Stiff e) {
      return new Refused(String.valueOf(e.getMessage()));
    } catch (YamlEngineException e) {
      return new Refused("the site file is not valid YAML: " + e.getMessage());
    }
  }

  private void equipment(MappingNode root, List<Map<String, Object>> pieces) throws Stiff {
    List<Map<String, Object>> fresh = new ArrayList<>();
    for (Map<String, Object> piece : pieces) {
      MappingNode known = piece(root, String.valueOf(piece.get("id")));
      if (known == null) {
        fresh.add(piece);
      } else {
        items(known, "points", maps(piece.get("points")));
      }
    }
    items(root, "equipment", fresh);
  }

  private void items(MappingNode parent, String key, List<Map<String, Object>> items) throws Stiff {
    if (items.isEmpty()) {
      return;
    }
    NodeTuple tuple = tuple(parent, key);
    if (tuple == null) {
      absent(parent, key, items);
      return;
    }
    if (tuple.getValueNode() instanceof SequenceNode list
        && list.getFlowStyle() == FlowStyle.BLOCK) {
      Node first = list.getValue().getFirst();
      Mark mark = mark(first);
      int dash = lines.get(mark.getLine()).lastIndexOf('-', mark.getColumn());
      put(lastLine(list) + 1, items, Math.max(0, dash), Math.max(dash + 2, mark.getColumn()));
      return;
    }
    if (tuple.getValueNode() instanceof SequenceNode none && none.getValue().isEmpty()) {
      cutOut(none);
      int column = mark(tuple.getKeyNode()).getColumn();
      put(mark(tuple.getKeyNode()).getLine() + 1, items, column + 2, column + 4);
      return;
    }
    if (tuple.getValueNode() instanceof ScalarNode nothing && nothing.getValue().isEmpty()) {
      int column = mark(tuple.getKeyNode()).getColumn();
      put(mark(tuple.getKeyNode()).getLine() + 1, items, column + 2, column + 4);
      return;
    }
    int line = mark(tuple.getKeyNode()).getLine() + 1;
    throw new Stiff(
        "line " + line + ": " + key + " is written on one line; give each item a line of its own");
  }

  /// Takes `[]` off its line, so that items may follow below it.
  private void cutOut(SequenceNode none) throws Stiff {
    Mark start = mark(none);
    Mark last = none.getEndMark().orElseThrow(() -> new Stiff("a form that is not understood"));
    if (start.getLine() != last.getLine()) {
      throw new Stiff("line " + (start.getLine() + 1) + ": an empty list over several lines");
    }
    String line = lines.get(start.getLine());
    lines.set(
        start.getLine(),
        line.substring(0, start.getColumn()).stripTrailing() + line.substring(last.getColumn()));
  }

  private void absent(MappingNode parent, String key, List<Map<String, Object>> items)
      throws Stiff {
    if (parent.getFlowStyle() != FlowStyle.BLOCK) {
      throw new Stiff("line " + (mark(parent).getLine() + 1) + ": is written on one line");
    }
    int column = mark(parent.getValue().getFirst().getKeyNode()).getColumn();
    List<String> made = new ArrayList<>();
    if (column == 0) {
      made.add("");
    }
    made.add(" ".repeat(column) + key + ":");
    items.forEach(item -> made.addAll(YamlText.item(item, column + 2, column + 4)));
    insertions.add(new Insertion(lastLine(parent) + 1, insertions.size(), made));
  }

  private void put(int before, List<Map<String, Object>> items, int dash, int keys) {
    List<String> made = new ArrayList<>();
    items.forEach(item -> made.addAll(YamlText.item(item, dash, keys)));
    insertions.add(new Insertion(before, insertions.size(), made));
  }

  private static @Nullable MappingNode piece(MappingNode root, String id) {
    NodeTuple equipment = tuple(root, "equipment");
    if (equipment != null && equipment.getValueNode() instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof MappingNode mapping
            && tuple(mapping, "id") instanceof NodeTuple tuple
            && tuple.getValueNode() instanceof ScalarNode scalar
            && scalar.getValue().equals(id)) {
          return mapping;
        }
      }
    }
    return null;
  }

  private static @Nullable NodeTuple tuple(MappingNode mapping, String key) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
        return tuple;
      }
    }
    return null;
  }

  /// The last line that a node stands on, comments behind it not counted.
  private int lastLine(Node node) throws Stiff {
    if (node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() == FlowStyle.BLOCK
        && !collection.getValue().isEmpty()) {
      return switch (collection.getValue().getLast()) {
        case NodeTuple tuple ->
            Math.max(lastLine(tuple.getKeyNode()), lastLine(tuple.getValueNode()));
        case Node last -> lastLine(last);
        default -> throw new Stiff("a form that is not understood");
      };
    }
    Mark last = node.getEndMark().orElseThrow(() -> new Stiff("a form that is not understood"));
    boolean ended = last.getColumn() == 0 && last.getLine() > mark(node).getLine();
    return ended ? last.getLine() - 1 : last.getLine();
  }

  private static Mark mark(Node node) throws Stiff {
    return node.getStartMark().orElseThrow(() -> new Stiff("a form that is not understood"));
  }

  private String joined() {
    insertions.sort(
        Comparator.comparingInt(Insertion::before).thenComparingInt(Insertion::order).reversed());
    for (Insertion insertion : insertions) {
      int at = Math.min(insertion.before(), lines.size());
      if (at == lines.size() && at > 0 && !lines.getLast().endsWith("\n")) {
        lines.set(at - 1, lines.getLast() + end);
      }
      lines.addAll(at, insertion.lines().stream().map(line -> line + end).toList());
    }
    return String.join("", lines);
  }

  private static List<Map<String, Object>> maps(@Nullable Object list) {
    List<Map<String, Object>> maps = new ArrayList<>();
    if (list instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map) {
          Map<String, Object> texts = new LinkedHashMap<>();
          map.forEach((key, value) -> texts.put(String.valueOf(key), value));
          maps.add(texts);
        }
      }
    }
    return maps;
  }
}
