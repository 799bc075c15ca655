package io.arxos.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One result: what was measured, against what in the same run, and what was aimed at.
///
/// An aim is on the value or on the ratio of value to reference; of several, all must be met.
final class Figure {
  private final String testCase;
  private final String metric;
  private final double value;
  private final String unit;
  private @Nullable Reference reference;
  private final List<Aim> aims = new ArrayList<>();

  private record Reference(String name, double value) {}

  /// @param of what is compared: "" for the value itself, or "ratio "
  private record Aim(String of, boolean most, double limit) {
    boolean met(double actual) {
      return most ? actual <= limit : actual >= limit;
    }

    @Override
    public String toString() {
      return of + (most ? "<= " : ">= ") + shortest(limit);
    }
  }

  Figure(String testCase, String metric, double value, String unit) {
    this.testCase = testCase;
    this.metric = metric;
    this.value = value;
    this.unit = unit;
  }

  /// The same quantity, measured in the same run on another way of doing it.
  Figure reference(String name, double referenceValue) {
    reference = new Reference(name, referenceValue);
    return this;
  }

  Figure atMost(double limit) {
    aims.add(new Aim("", true, limit));
    return this;
  }

  Figure atLeast(double limit) {
    aims.add(new Aim("", false, limit));
    return this;
  }

  /// Aims at value / reference, so a reference must be there.
  Figure ratioAtMost(double limit) {
    aims.add(new Aim("ratio ", true, limit));
    return this;
  }

  /// Aims at value / reference, so a reference must be there.
  Figure ratioAtLeast(double limit) {
    aims.add(new Aim("ratio ", false, limit));
    return this;
  }

  /// Value by reference; not a number without a reference.
  double ratio() {
    return reference == null ? Double.NaN : value / reference.value();
  }

  /// True where nothing was aimed at.
  boolean met() {
    return aims.stream().allMatch(aim -> aim.met(aim.of().isEmpty() ? value : ratio()));
  }

  private String aim() {
    return String.join(" and ", aims.stream().map(Aim::toString).toList());
  }

  String line() {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(Locale.ROOT, "%-18s %-30s %12s %-5s", testCase, metric, two(value), unit));
    if (reference != null) {
      line.append(
          String.format(
              Locale.ROOT,
              "  %s: %s (ratio %s)",
              reference.name(),
              two(reference.value()),
              shortest(ratio())));
    }
    if (!aims.isEmpty()) {
      line.append("  aim ").append(aim()).append(met() ? ": met" : ": MISSED");
    }
    return line.toString().stripTrailing() + System.lineSeparator();
  }

  void json(ObjectNode object) {
    object.put("case", testCase).put("metric", metric);
    put(object, "value", value);
    object.put("unit", unit);
    object.put("reference", reference == null ? null : reference.name());
    put(object, "reference_value", reference == null ? Double.NaN : reference.value());
    put(object, "ratio", ratio());
    object.put("aim", aims.isEmpty() ? null : aim());
    if (aims.isEmpty()) {
      object.putNull("met");
    } else {
      object.put("met", met());
    }
  }

  /// JSON knows no infinities and nothing that is not a number.
  private static void put(ObjectNode object, String key, double number) {
    if (Double.isFinite(number)) {
      object.put(key, number);
    } else {
      object.putNull(key);
    }
  }

  private static String two(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  /// Three digits that count, without an exponent where people would not write one.
  private static String shortest(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e9) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    return Math.abs(number) >= 100
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%.3g", number);
  }
}
