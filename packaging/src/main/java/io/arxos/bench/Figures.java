package io.arxos.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The results of one bench, as a table for people or as one JSON object.
final class Figures {
  private record Figure(String testCase, String metric, double value, String unit) {}

  private final String bench;
  private final List<Figure> figures = new ArrayList<>();

  Figures(String bench) {
    this.bench = bench;
  }

  void add(String testCase, String metric, double value, String unit) {
    figures.add(new Figure(testCase, metric, value, unit));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    for (Figure figure : figures) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-12s %-34s %12.2f %s%n",
              figure.testCase(),
              figure.metric(),
              figure.value(),
              figure.unit()));
    }
    return table.toString();
  }

  String json() {
    ObjectNode object = JsonMapper.builder().build().createObjectNode();
    object.put("bench", bench);
    ArrayNode results = object.putArray("results");
    for (Figure figure : figures) {
      results
          .addObject()
          .put("case", figure.testCase())
          .put("metric", figure.metric())
          .put("value", figure.value())
          .put("unit", figure.unit());
    }
    return object.toString();
  }
}
