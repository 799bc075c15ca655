package io.arxos.driver.modbus.map;

import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.Table;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a table counts its registers.
public enum Numbering {
  /// As the line does.
  FROM_0,
  /// The first is 1.
  FROM_1,
  /// 00001 coils, 10001 discrete inputs, 30001 input registers, 40001 holding registers: the first
  /// of five or six digits says the table, the others count from 1.
  REFERENCE;

  private static final Pattern HEX =
      Pattern.compile("0[xX]([0-9a-fA-F]{1,4})|([0-9a-fA-F]{1,4})[hH]");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}");
  private static final Pattern LETTERED = Pattern.compile("([0134])[xX](\\d{1,5})");

  /// A place by number.
  ///
  /// @param table empty when the number does not say it
  public record Place(Optional<Table> table, int address) {}

  /// Empty when the text is no number of this kind. `4x0001` and six digits beyond 65535 are
  /// references whatever the map counts by.
  public Optional<Place> place(String text) {
    String word = text.strip();
    Matcher hex = HEX.matcher(word);
    if (hex.matches()) {
      String digits = hex.group(1) == null ? hex.group(2) : hex.group(1);
      return plain(Integer.parseInt(digits, 16));
    }
    Matcher lettered = LETTERED.matcher(word);
    if (lettered.matches()) {
      return reference(lettered.group(1).charAt(0) - '0', Integer.parseInt(lettered.group(2)));
    }
    if (!DECIMAL.matcher(word).matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(word);
    if (this != REFERENCE && number <= Register.ADDRESS_MAX + (this == FROM_1 ? 1 : 0)) {
      return plain(number);
    }
    int unit = word.length() == 6 || number > 99_999 ? 100_000 : 10_000;
    return reference(number / unit, number % unit);
  }

  private Optional<Place> plain(int number) {
    int address = this == FROM_0 ? number : number - 1;
    return address < 0 || address > Register.ADDRESS_MAX
        ? Optional.empty()
        : Optional.of(new Place(Optional.empty(), address));
  }

  private static Optional<Place> reference(int digit, int rest) {
    Optional<Table> table = Table.ofReference(digit);
    return table.isEmpty() || rest < 1 || rest > Register.ADDRESS_MAX + 1
        ? Optional.empty()
        : Optional.of(new Place(table, rest - 1));
  }
}
