package io.arxos.driver.senml;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Bad;
import io.arxos.driver.Reading.Good;
import io.arxos.driver.Reading.Kind;
import io.arxos.driver.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one value of a record.
final class Values {
  private static final List<String> KINDS = List.of("v", "vs", "vb", "vd", "vlo");

  /// What the integral of a unit over time is measured in, where the registry has it.
  private static final Map<String, String> SUMS =
      Map.of("W", "J", "A", "C", "VA", "VAs", "var", "vars", "m/s", "m", "m3/s", "m3", "1/s", "1");

  private final Labels labels;
  private final double baseValue;
  private final double baseSum;

  Values(Labels labels, double baseValue, double baseSum) {
    this.labels = labels;
    this.baseValue = baseValue;
    this.baseSum = baseSum;
  }

  /// A value before anything is known of its time.
  ///
  /// @param value null when there is none
  /// @param wrong why
  /// @param sum the value is the sum over time: its unit is another one
  record Found(@Nullable Value value, String wrong, boolean sum) {
    Reading with(Origin origin) {
      return value == null ? new Bad(Kind.FAULT, wrong, origin) : new Good(value, origin);
    }

    String unit(String ofValue) {
      return sum ? SUMS.getOrDefault(ofValue, "") : ofValue;
    }
  }

  Found value() {
    List<String> there = KINDS.stream().filter(kind -> labels.get(kind) != null).toList();
    if (there.size() > 1) {
      return wrong("record has more than one value");
    }
    if (labels.isNoNumber("s")) {
      return wrong("sum is not a finite number");
    }
    if (!there.isEmpty()) {
      return of(there.getFirst());
    }
    Double sum = labels.number("s");
    return sum == null
        ? wrong("record has no value")
        : new Found(new Value.Num(added(baseSum, sum)), "", true);
  }

  private Found of(String kind) {
    JsonNode node = labels.get(kind);
    if (node == null) {
      return wrong("record has no value");
    }
    return switch (kind) {
      case "v" -> number();
      case "vb" ->
          node.isBoolean()
              ? good(new Value.Bool(node.booleanValue()))
              : wrong("vb is neither true nor false");
      case "vd" -> data(node);
      default -> node.isTextual() ? text(node.textValue()) : wrong(kind + " is not text");
    };
  }

  private Found number() {
    Double number = labels.number("v");
    if (number == null) {
      return wrong("v is not a finite number");
    }
    double value = added(baseValue, number);
    return Double.isFinite(value) ? good(new Value.Num(value)) : wrong("v is not a finite number");
  }

  /// Bytes are told as JSON has them: base64url without padding.
  private static Found data(JsonNode node) {
    try {
      byte[] bytes = node.isBinary() ? node.binaryValue() : decoded(node.textValue());
      return bytes == null
          ? wrong("vd is not data")
          : text(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    } catch (IOException | IllegalArgumentException _) {
      return wrong("vd is not base64");
    }
  }

  private static byte @Nullable [] decoded(@Nullable String text) {
    return text == null
        ? null
        : Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
  }

  private static Found text(String text) {
    return text.getBytes(UTF_8).length > Value.TEXT_BYTES_MAX
        ? wrong("value is longer than 1 KiB of text")
        : good(new Value.Text(text));
  }

  private static Found good(Value value) {
    return new Found(value, "", false);
  }

  private static Found wrong(String reason) {
    return new Found(null, reason, false);
  }

  private static double added(double base, double own) {
    return base == 0 ? own : BigDecimal.valueOf(base).add(BigDecimal.valueOf(own)).doubleValue();
  }
}
