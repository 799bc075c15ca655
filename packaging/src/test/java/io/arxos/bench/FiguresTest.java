package io.arxos.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void everyResultHasEveryKey() throws Exception {
    var figures = new Figures("codec");
    figures.add("ahu", "bytes_per_sample", 1.5, "B").reference("zstd", 6).atMost(1.8);
    figures.add("ahu", "load_average", 0.25, "1");
    JsonNode object = JsonMapper.builder().build().readTree(figures.json());
    assertEquals("codec", object.path("bench").asText());
    JsonNode full = object.path("results").get(0);
    JsonNode bare = object.path("results").get(1);
    var keys =
        List.of(
            "case",
            "metric",
            "value",
            "unit",
            "reference",
            "reference_value",
            "ratio",
            "aim",
            "met");
    for (JsonNode result : object.path("results")) {
      assertEquals(keys, result.properties().stream().map(java.util.Map.Entry::getKey).toList());
    }
    assertEquals("zstd", full.path("reference").asText());
    assertEquals(0.25, full.path("ratio").asDouble());
    assertEquals("<= 1.80", full.path("aim").asText());
    assertTrue(full.path("met").asBoolean());
    assertTrue(bare.path("met").isNull() && bare.path("ratio").isNull());
  }

  @Test
  void ofSeveralAimsAllMustBeMet() {
    var figures = new Figures("codec");
    var small = figures.add("ahu", "bytes_per_sample", 1.5, "B").reference("zstd", 1.4);
    assertTrue(small.met());
    assertTrue(small.atMost(1.8).met());
    assertFalse(small.ratioAtMost(1).met());
    assertTrue(figures.table().contains("aim <= 1.80 and ratio <= 1: MISSED"), figures.table());
    assertFalse(figures.add("a", "b", 9, "1").reference("c", 1).ratioAtLeast(10).met());
    assertTrue(figures.add("a", "b", 10, "1").reference("c", 1).ratioAtLeast(10).met());
    assertFalse(figures.add("a", "b", 9, "1").atLeast(10).met());
  }

  // A ratio that cannot be told is an aim that was not met.
  @Test
  void ratioWithoutReferenceIsMissed() {
    assertFalse(new Figures("x").add("a", "b", 9, "1").ratioAtMost(10).met());
  }
}
