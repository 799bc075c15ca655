package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Payloads decoded, and told in a line each: path, value, unit, class, time.
final class Decoded {
  static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  private Decoded() {}

  static List<String> text(String path, int format, String payload) {
    return told(Content.decode(path, format, payload.getBytes(UTF_8), NOW));
  }

  static List<String> hex(String path, int format, String payload) {
    byte[] bytes = HexFormat.of().parseHex(payload.replaceAll("\\s", ""));
    return told(Content.decode(path, format, bytes, NOW));
  }

  private static List<String> told(List<Found> found) {
    return found.stream().map(Decoded::told).toList();
  }

  private static String told(Found found) {
    String value =
        switch (found.reading()) {
          case Reading.Good(Value.Num(double number), var _) -> "" + number;
          case Reading.Good(Value.Int(long number), var _) -> "" + number;
          case Reading.Good(Value.Bool(boolean flag), var _) -> "" + flag;
          case Reading.Good(Value.Text(String text), var _) -> "'" + text + "'";
          case Reading.Bad(var kind, String reason, var _) -> kind + ": " + reason;
        };
    Instant time = found.reading().origin().time();
    return String.join(
            " ",
            found.path(),
            value,
            found.meaning().unit(),
            found.meaning().brickClass(),
            time == null ? "" : time.toString())
        .strip()
        .replaceAll(" +", " ");
  }
}
