package io.arxos.driver.gpio.chip;

import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;
import io.arxos.driver.gpio.chip.ChipKind.Identity;
import io.arxos.driver.gpio.chip.ChipKind.Quantity;
import io.arxos.driver.gpio.chip.ChipKind.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Looks for chips on an I²C bus: one byte is read from each address, as `i2cdetect -r` does, and
/// an identity register where a chip that may be there has one. No value is written anywhere.
final class Chips {
  private static final int FIRST = 0x08;
  private static final int LAST = 0x77;
  private static final double CERTAIN = 0.95;
  private static final double POSSIBLE = 0.4;

  private Chips() {}

  /// @param number of the bus, as in `/dev/i2c-1`
  /// @param goesOn asked before each address
  static List<Discovered> scan(Bus bus, int number, List<ChipKind> kinds, BooleanSupplier goesOn) {
    var found = new ArrayList<Discovered>();
    for (int address = FIRST; address <= LAST && goesOn.getAsBoolean(); address++) {
      if (answers(bus, address)) {
        found.add(who(bus, number, address, kinds));
      }
    }
    return found;
  }

  /// Whether an identity register says what it should.
  static boolean is(Bus bus, int address, Identity identity) throws IOException {
    byte[] said = bus.transfer(address, new byte[] {(byte) identity.register()}, identity.length());
    long value = Algorithms.bits(said, 0, 8 * said.length, false);
    return (value & identity.mask()) == (identity.equal() & identity.mask());
  }

  private static boolean answers(Bus bus, int address) {
    try {
      return bus.transfer(address, new byte[0], 1).length == 1;
    } catch (IOException _) {
      return false;
    }
  }

  private static Discovered who(Bus bus, int number, int address, List<ChipKind> kinds) {
    var may = new ArrayList<ChipKind>();
    for (ChipKind kind : kinds) {
      if (kind.wire() == Wire.I2C && kind.addresses().contains(address)) {
        if (kind.identity().isEmpty()) {
          may.add(kind);
        } else if (proves(bus, address, kind.identity().get())) {
          return discovered(number, address, kind, CERTAIN, "its identity register says so");
        }
      }
    }
    String place = place(number, address);
    if (may.isEmpty()) {
      return new Discovered("gpio", place, "an unknown chip answers");
    }
    List<String> names = may.stream().map(ChipKind::name).toList();
    return discovered(
        number,
        address,
        may.getFirst(),
        may.size() == 1 ? POSSIBLE : POSSIBLE / may.size(),
        "by its address it may be " + String.join(" or ", names));
  }

  private static boolean proves(Bus bus, int address, Identity identity) {
    try {
      return is(bus, address, identity);
    } catch (IOException _) {
      return false;
    }
  }

  private static Discovered discovered(
      int number, int address, ChipKind kind, double confidence, String reason) {
    var points = new ArrayList<DiscoveredPoint>();
    for (ChipKind.Measurement measurement : kind.measurements()) {
      for (Quantity value : measurement.values()) {
        Map<String, Object> where =
            Map.of(
                "i2c",
                (long) number,
                "chip",
                kind.name(),
                "at",
                (long) address,
                "value",
                value.name());
        var reasons = List.of(kind.name() + ": " + reason);
        var meaning = new Meaning(value.unit(), value.brickClass(), confidence, reasons);
        boolean drives = kind.outputs().stream().anyMatch(it -> it.name().equals(value.name()));
        points.add(new DiscoveredPoint(value.name(), meaning, where, Map.of(), drives, null));
      }
    }
    return new Discovered(
        "gpio",
        place(number, address),
        new Discovered.Identity("", kind.name(), "", kind.about()),
        points,
        reason,
        confidence);
  }

  private static String place(int number, int address) {
    return "i2c-%d 0x%02x".formatted(number, address);
  }
}
