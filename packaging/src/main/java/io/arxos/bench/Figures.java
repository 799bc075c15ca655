package io.arxos.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The results of one bench, as a table for people or as one JSON object.
final class Figures {
  private final String bench;
  private final List<Figure> figures = new ArrayList<>();

  Figures(String bench) {
    this.bench = bench;
  }

  /// @return the figure, to be told what it is measured against and what was aimed at
  Figure add(String testCase, String metric, double value, String unit) {
    Figure figure = new Figure(testCase, metric, value, unit);
    figures.add(figure);
    return figure;
  }

  String table() {
    StringBuilder table = new StringBuilder();
    figures.forEach(figure -> table.append(figure.line()));
    return table.toString();
  }

  String json() {
    ObjectNode object = JsonMapper.builder().build().createObjectNode();
    object.put("bench", bench);
    ArrayNode results = object.putArray("results");
    figures.forEach(figure -> figure.json(results.addObject()));
    return object.toString();
  }
}
