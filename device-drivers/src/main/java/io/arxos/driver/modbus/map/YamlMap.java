package io.arxos.driver.modbus.map;

import io.arxos.driver.Meaning;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.Units;
import io.arxos.driver.YamlSettings;
import io.arxos.driver.modbus.map.RegisterMap.Fingerprint;
import io.arxos.driver.modbus.map.RegisterReader.Defaults;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterOrder;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.register.Writing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A map of our own form.
final class YamlMap {
  private static final String KIND = "is no register map: it must have keys and values";
  private static final int ENTRIES_MAX = 100_000;
  private static final int DEPTH_MAX = 10;
  private static final Pattern NAME = Pattern.compile("\\S{1,100}");

  private YamlMap() {}

  /// What could be read; everything else is reported.
  static RegisterMap read(String file, String text, Consumer<Problem> problems) {
    var yaml = new YamlSettings.Source(file, KIND, ENTRIES_MAX, DEPTH_MAX);
    Settings said = YamlSettings.read(yaml, text, (plain, _) -> plain, problems);
    Settings root = said == null ? Settings.of(Map.of(), _ -> {}) : said;
    String id = root.text("map");
    String vendor = root.text("vendor", "");
    String model = root.text("model", "");
    String source = root.text("source", "");
    Defaults defaults = defaults(root);
    Writing writing = root.has("write") ? root.choice("write", Writing.class, null) : null;
    List<Fingerprint> fingerprints = new ArrayList<>();
    for (Settings section : root.sections("identify")) {
      Register register = RegisterReader.read(section, defaults);
      String begins = section.text("begins", "");
      List<Double> between = section.numbers("between");
      if (!between.isEmpty() && between.size() != 2) {
        section.problem("between", "between must be two numbers, the lower one first");
      }
      fingerprints.add(new Fingerprint(register, section.texts("equals"), begins, between));
      section.done();
    }
    List<MapPoint> points = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Settings section : root.sections("registers")) {
      MapPoint point = point(section, defaults, writing);
      if (!names.add(point.name())) {
        section.problem("name", "a register " + point.name() + " is already there");
      } else if (points.size() < RegisterMap.POINTS_MAX) {
        points.add(point);
      }
    }
    root.done();
    if (points.isEmpty()) {
      root.problem("registers", "there are no registers in this map");
    }
    return new RegisterMap(id, vendor, model, source, points, fingerprints);
  }

  private static Defaults defaults(Settings root) {
    Numbering numbering = root.choice("numbering", Numbering.class, Numbering.FROM_0);
    String table = root.text("table", "");
    String type = root.text("type", "");
    String order = root.text("word-order", "");
    if (!table.isEmpty() && Table.named(table).isEmpty()) {
      root.problem("table", "table must be one of holding, input, coil, discrete");
    }
    if (!type.isEmpty() && RegisterType.named(type).isEmpty()) {
      root.problem("type", "type " + type + " is not known");
    }
    if (!order.isEmpty() && RegisterOrder.named(order).isEmpty()) {
      root.problem("word-order", "word-order must be ABCD, CDAB, BADC or DCBA");
    }
    return new Defaults(
        numbering,
        Table.named(table),
        RegisterType.named(type),
        RegisterOrder.named(order).orElse(RegisterOrder.ABCD),
        !root.has("not-available")
            ? List.of()
            : root.plain("not-available") == null
                ? root.texts("not-available")
                : List.of(root.text("not-available")));
  }

  private static MapPoint point(Settings section, Defaults defaults, @Nullable Writing usual) {
    String name = section.text("name");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      section.problem("name", "name is \"" + name + "\"; it must be one word of 100 at most");
    }
    String label = section.text("label", "");
    String unit = section.text("unit", "");
    String brickClass = section.text("class", "");
    boolean writable = section.flag("writable", false);
    Register register = RegisterReader.read(section, defaults);
    Writing writing = Writing.of(section, register.form(), usual);
    if (writable && !register.table().writable()) {
      section.problem("writable", "table " + register.table() + " cannot be written");
    }
    section.done();
    return new MapPoint(
        name,
        label,
        meaning(section, unit, brickClass, label.isEmpty() ? name : label),
        register,
        writable,
        writing);
  }

  private static Meaning meaning(Settings section, String unit, String brickClass, String name) {
    if (!unit.isEmpty() && Meant.unit(unit).isEmpty()) {
      section.problem("unit", "unit is \"" + unit + "\"; " + Units.suggestion(unit));
      return Meaning.UNKNOWN;
    }
    return Meant.of(unit, brickClass, name);
  }
}
