package io.arxos.driver.gpio;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of the link to a simulated building, such as `out 17 1`.
///
/// @param output true for a pin the driver drives, false for one the building drives
/// @param pin 0..[#PIN_MAX]
/// @param high the electrical level
record PinLine(boolean output, int pin, boolean high) {
  static final int PIN_MAX = 1023;
  static final int CHARACTERS_MAX = 16;
  private static final Pattern FORM = Pattern.compile("(in|out) (\\d{1,4}) ([01])");

  PinLine {
    if (pin < 0 || pin > PIN_MAX) {
      throw new IllegalArgumentException("not a pin: " + pin);
    }
  }

  /// Empty for anything that is not such a line.
  static Optional<PinLine> parse(String line) {
    Matcher matcher = FORM.matcher(line);
    if (line.length() > CHARACTERS_MAX || !matcher.matches()) {
      return Optional.empty();
    }
    int pin = Integer.parseInt(matcher.group(2));
    return pin > PIN_MAX
        ? Optional.empty()
        : Optional.of(
            new PinLine(matcher.group(1).equals("out"), pin, matcher.group(3).equals("1")));
  }

  String text() {
    return (output ? "out " : "in ") + pin + (high ? " 1" : " 0");
  }
}
