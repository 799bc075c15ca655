package io.arxos.driver.modbus.register;

import io.arxos.driver.Reading;
import java.math.BigDecimal;
import java.util.Optional;

/// A value and where it lies in a unit.
///
/// @param address zero-based, as on the line
/// @param scale the register that holds its scale, if one does
public record Register(Table table, int address, Form form, Optional<ScaleSource> scale) {
  public static final int ADDRESS_MAX = 0xFFFF;

  public static Register of(Table table, int address, Form form) {
    return new Register(table, address, form, Optional.empty());
  }

  public int end() {
    return address + form.words();
  }

  /// What the image says of it.
  public Reading read(RegisterImage image) {
    return switch (image.words(table, address, form.words())) {
      case RegisterImage.Missing(Reading.Bad why) -> why;
      case RegisterImage.Words(byte[] wire) -> read(wire, image);
    };
  }

  private Reading read(byte[] wire, RegisterImage image) {
    if (table.bits()) {
      return Reading.good(new io.arxos.driver.Value.Bool((wire[1] != 0) != form.bits().inverted()));
    }
    if (scale.isEmpty()) {
      return form.read(wire, BigDecimal.ONE);
    }
    ScaleSource source = scale.get();
    return switch (image.words(table, source.address(), source.form().words())) {
      case RegisterImage.Missing _ -> Reading.fault("its scale register was not read");
      case RegisterImage.Words(byte[] scaleWire) ->
          source
              .factor(scaleWire)
              .map(factor -> form.read(wire, factor))
              .orElseGet(() -> withoutScale(wire));
    };
  }

  // "Not available" is the better reason where both are missing.
  private Reading withoutScale(byte[] wire) {
    return form.read(wire, BigDecimal.ONE) instanceof Reading.Bad bad
        ? bad
        : Reading.fault("its scale register holds no scale");
  }

  /// The first register to ask for, the scale's included when that is near.
  public int first(int reach) {
    return scale
        .filter(source -> near(source, reach))
        .map(s -> Math.min(s.address(), address))
        .orElse(address);
  }

  /// One beyond the last register to ask for.
  public int last(int reach) {
    return scale
        .filter(source -> near(source, reach))
        .map(s -> Math.max(s.end(), end()))
        .orElse(end());
  }

  /// The scale's registers when they must be asked for apart.
  public Optional<ScaleSource> apart(int reach) {
    return scale.filter(source -> !near(source, reach));
  }

  private boolean near(ScaleSource source, int reach) {
    return Math.max(source.end(), end()) - Math.min(source.address(), address) <= reach;
  }
}
