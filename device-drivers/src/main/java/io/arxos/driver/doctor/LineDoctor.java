package io.arxos.driver.doctor;

import io.arxos.driver.line.LineReport;
import java.util.ArrayList;
import java.util.List;

/// Everything that the evidence says. A pure function.
public final class LineDoctor {
  private LineDoctor() {}

  /// Findings, those of lines first.
  public static List<Finding> examine(List<LineReport> lines, List<PointRecord> points) {
    var findings = new ArrayList<Finding>();
    for (LineReport line : lines) {
      findings.addAll(BusSignatures.of(line));
      findings.addAll(SessionSignatures.of(line));
      findings.addAll(WordOrderSignature.of(line, points));
    }
    findings.addAll(ClockSignatures.of(points));
    findings.addAll(ValueSignatures.of(points));
    return List.copyOf(findings);
  }
}
