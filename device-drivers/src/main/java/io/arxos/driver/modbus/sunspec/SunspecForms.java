package io.arxos.driver.modbus.sunspec;

import io.arxos.driver.Meaning;
import io.arxos.driver.modbus.map.Meant;
import io.arxos.driver.modbus.map.RegisterReader;
import io.arxos.driver.modbus.register.Absence;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Form.Names;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.ScaleSource;
import io.arxos.driver.modbus.register.Scaling;
import io.arxos.driver.modbus.sunspec.SunspecModel.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What SunSpec's types, units and symbols are in ours (Device Information Model Specification).
final class SunspecForms {
  private static final double SURE = 1;
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("C", "Cel"),
          Map.entry("Secs", "s"),
          Map.entry("Sec", "s"),
          Map.entry("mSecs", "ms"),
          Map.entry("Tms", "s"),
          Map.entry("Pct", "%"),
          Map.entry("VNomPct", "%"),
          Map.entry("WMaxPct", "%"),
          Map.entry("VarPct", "%"),
          Map.entry("cos()", "1"),
          Map.entry("PF", "1"),
          Map.entry("Degrees", "deg"),
          Map.entry("deg", "deg"),
          Map.entry("W/m^2", "W/m2"),
          Map.entry("WH", "W.h"),
          Map.entry("HPa", "hPa"),
          Map.entry("mps", "m/s"),
          Map.entry("meters", "m"),
          Map.entry("kO", "kOhm"),
          Map.entry("AH", "A.h"),
          Map.entry("Var", "V.A{reactive}"),
          Map.entry("var", "V.A{reactive}"),
          Map.entry("Varh", "V.A{reactive}.h"),
          Map.entry("varh", "V.A{reactive}.h"));

  private static final Form POWER = RegisterReader.powerForm();

  private SunspecForms() {}

  /// What a point is in ours.
  ///
  /// @param value whether it says something of the device, and not of the layout
  record Ours(boolean value, Form form, Meaning meaning) {
    private static final Ours NOTHING =
        new Ours(false, Form.of(RegisterType.UINT16, 1), Meaning.UNKNOWN);
  }

  /// Keeps it for the next time: a device may repeat a point thousands of times, in every answer.
  static final class Kept {
    private volatile @Nullable Ours ours;
  }

  static Ours of(SunspecModel model, Point point) {
    Ours known = point.kept().ours;
    if (known == null) {
      known = isValue(point) ? new Ours(true, form(point), meaning(model, point)) : Ours.NOTHING;
      point.kept().ours = known;
    }
    return known;
  }

  private static boolean isValue(Point point) {
    return !point.type().equals("pad")
        && !point.type().equals("sunssf")
        && type(point).isPresent()
        && (type(point).get().words() == 0 || type(point).get().words() == point.size());
  }

  private static Optional<RegisterType> type(Point point) {
    return switch (point.type()) {
      case "raw16" -> Optional.of(RegisterType.UINT16);
      default -> RegisterType.named(point.type());
    };
  }

  private static Form form(Point point) {
    RegisterType type = type(point).orElse(RegisterType.UINT16);
    return Form.of(type, point.size())
        .with(Absence.sunspec(point.type()))
        .with(names(point))
        .with(fixedScale(point));
  }

  private static Names names(Point point) {
    if (point.type().startsWith("bitfield")) {
      Map<Integer, String> flags = new HashMap<>();
      point
          .symbols()
          .forEach((bit, name) -> {
            if (bit >= 0 && bit < 64) {
              flags.put(bit.intValue(), name);
            }
          });
      return new Names(Map.of(), flags);
    }
    return new Names(point.symbols(), Map.of());
  }

  private static Scaling fixedScale(Point point) {
    String scale = point.scale();
    return scale.matches("-?\\d{1,2}")
        ? Scaling.power(Integer.parseInt(scale)).orElse(Scaling.NONE)
        : Scaling.NONE;
  }

  /// @param address of the exponent; -1 without one
  static Optional<ScaleSource> scale(int address) {
    return address < 0 ? Optional.empty() : Optional.of(new ScaleSource(address, POWER, true));
  }

  private static Meaning meaning(SunspecModel model, Point point) {
    String unit = unit(point.units());
    if (point.writable()
        || !measures(model.id())
        || !type(point).map(RegisterType::number).orElse(false)) {
      return new Meaning(
          Meant.of(unit, "", "").unit(), "", SURE, List.of("SunSpec model " + model.id()));
    }
    Meaning meant = Meant.of(unit, "", "");
    String brick =
        point.name().startsWith("PF") ? "Power_Factor_Sensor" : Meant.classOf(meant.unit());
    return new Meaning(meant.unit(), brick, SURE, List.of("SunSpec model " + model.id()));
  }

  private static String unit(String text) {
    return UNITS.getOrDefault(text, text.startsWith("%") ? "%" : text);
  }

  /// Models of what is measured now, and not of ratings and settings.
  private static boolean measures(int id) {
    return (id >= 101 && id <= 113)
        || id == 160
        || (id >= 201 && id <= 220)
        || (id >= 302 && id <= 308)
        || (id >= 401 && id <= 404)
        || id == 501
        || id == 502
        || id == 701
        || id == 714;
  }
}
