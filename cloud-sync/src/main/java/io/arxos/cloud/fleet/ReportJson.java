package io.arxos.cloud.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// A gateway's report as a column of the store.
final class ReportJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReportJson() {}

  static String write(GatewayState.Report report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain numbers and words", e);
    }
  }

  static GatewayState.Report read(String json) {
    try {
      return JSON.readValue(json, GatewayState.Report.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only this class writes the column", e);
    }
  }
}
