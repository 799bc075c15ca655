package io.arxos.driver.modbus.map;

import io.arxos.driver.Meaning;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.modbus.map.RegisterReader.Defaults;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterOrder;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.register.Writing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table as it comes out of a manual or another product, by the names of its columns. Each row is
/// turned into the settings of a register and read as a map's is.
final class CsvMap {
  private static final Pattern RANGE = Pattern.compile("(\\w+)\\s*(?:-|–|\\.\\.|…|to)\\s*(\\w+)");
  private static final Pattern OPENEMS =
      Pattern.compile("SCALE_FACTOR_(MINUS_)?(\\d+)(_AND_INVERT_IF_TRUE)?");
  private static final Pattern LENGTH = Pattern.compile("([A-Za-z_ ]+)[(\\[](\\d{1,3})[)\\]]");
  private static final Pattern BIT_OF = Pattern.compile("(\\w+)[.:](\\d{1,2})");
  private static final Set<String> ANY_LENGTH =
      Set.of("unsigned", "signed", "uint", "int", "integer", "float", "unsignedint", "signedint");
  private static final Pattern STATE = Pattern.compile("\\s*(-?\\w+)\\s*[=:]\\s*([^;,|=]+)");

  private static final Pattern REFERENCES = Pattern.compile("[0134]\\d{4,5}");

  private final String file;
  private final Consumer<Problem> problems;
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>(); // by name

  private CsvMap(String file, Consumer<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /// What could be read; everything else is reported.
  static RegisterMap read(String file, String text, Consumer<Problem> problems) {
    CsvTable table = CsvTable.read(text);
    return new CsvMap(file, problems).map(table, numbering(table));
  }

  /// See [MapFiles#asReferences].
  static Optional<RegisterMap> asReferences(String file, String text) {
    CsvTable table = CsvTable.read(text);
    boolean can =
        !table.said().containsKey("numbering")
            && table.rows().stream()
                .map(row -> first(row.cell(Headings.ADDRESS)))
                .filter(address -> !address.isEmpty())
                .allMatch(address -> REFERENCES.matcher(address).matches());
    if (!can) {
      return Optional.empty();
    }
    RegisterMap map = new CsvMap(file, _ -> {}).map(table, Numbering.REFERENCE);
    return map.points().isEmpty() ? Optional.empty() : Optional.of(map);
  }

  private RegisterMap map(CsvTable table, Numbering numbering) {
    Defaults defaults = defaults(table, numbering);
    table
        .rows()
        .forEach(row ->
            addresses.putIfAbsent(row.cell(Headings.NAME), first(row.cell(Headings.ADDRESS))));
    List<MapPoint> points = new ArrayList<>();
    boolean many =
        table.rows().stream().anyMatch(row -> row.cells().containsKey("module"))
            && table.rows().stream().map(row -> row.cell("class")).distinct().count() > 1;
    for (CsvTable.Row row : table.rows()) {
      if (!row.cell(Headings.ADDRESS).isEmpty() || !row.cell(Headings.REFERENCE).isEmpty()) {
        point(row, defaults, many).ifPresent(points::add);
      }
    }
    if (points.isEmpty()) {
      problems.accept(
          new Problem(file, 1, "there are no registers in this table: it needs a column address"));
    }
    return new RegisterMap(
        table.said().getOrDefault("map", stem(file)),
        table.said().getOrDefault("vendor", ""),
        table.said().getOrDefault("model", ""),
        table.said().getOrDefault("source", ""),
        points.size() > RegisterMap.POINTS_MAX ? points.subList(0, RegisterMap.POINTS_MAX) : points,
        List.of());
  }

  private static String stem(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  private static Defaults defaults(CsvTable table, Numbering numbering) {
    return new Defaults(
        numbering,
        Table.named(table.said().getOrDefault("table", "")).or(() -> Optional.of(Table.HOLDING)),
        RegisterType.named(table.said().getOrDefault("type", "")),
        RegisterOrder.named(table.said().getOrDefault("wordorder", "")).orElse(RegisterOrder.ABCD),
        List.of());
  }

  /// As the table says, or references when every number can be one and no column says the table.
  private static Numbering numbering(CsvTable table) {
    String said = table.said().getOrDefault("numbering", "").toUpperCase(Locale.ROOT);
    for (Numbering one : Numbering.values()) {
      if (one.name().equals(said.replace('-', '_'))) {
        return one;
      }
    }
    List<String> addresses =
        table.rows().stream()
            .map(row -> first(row.cell(Headings.ADDRESS)))
            .filter(address -> !address.isEmpty())
            .toList();
    return !addresses.isEmpty()
            && table.rows().stream().allMatch(row -> row.cell(Headings.TABLE).isEmpty())
            && addresses.stream().allMatch(address -> REFERENCES.matcher(address).matches())
        ? Numbering.REFERENCE
        : Numbering.FROM_0;
  }

  private static String first(String address) {
    Matcher range = RANGE.matcher(address);
    return range.matches() ? range.group(1) : address;
  }

  private Optional<MapPoint> point(CsvTable.Row row, Defaults defaults, boolean many) {
    var own = new ArrayList<Problem>();
    var settings = new Settings(file, row.line(), entries(row), own::add);
    Register register = RegisterReader.read(settings, defaults);
    boolean writable =
        row.cell(Headings.ACCESS).toLowerCase(Locale.ROOT).matches(".*w.*|yes|true|1|x")
            && register.table().writable();
    Writing writing = Writing.of(settings, register.form(), null);
    settings.done();
    own.forEach(
        problem -> problems.accept(new Problem(problem.file(), row.line(), problem.message())));
    String plain = row.cell(Headings.NAME);
    String name = plain.isEmpty() ? register.table() + "-" + register.address() : plain;
    if (many) {
      name = row.cell("class") + "/" + name;
    }
    int count = names.merge(name, 1, Integer::sum);
    return own.isEmpty()
        ? Optional.of(
            new MapPoint(
                count == 1 ? name : name + "-" + count,
                row.cell("label", "description"),
                meaning(row, plain),
                register,
                writable,
                writing))
        : Optional.empty();
  }

  private static Meaning meaning(CsvTable.Row row, String name) {
    String brick =
        row.cells().containsKey("module") ? "" : row.cell("class", "brickclass", "brick");
    return Meant.of(row.cell(Headings.UNIT), brick, name);
  }

  private Map<String, Settings.Entry> entries(CsvTable.Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    String reference = row.cell(Headings.REFERENCE);
    String address = reference.isEmpty() ? row.cell(Headings.ADDRESS) : reference;
    if (!reference.isEmpty()) {
      values.put("numbering", "reference");
    }
    values.put("register", first(address));
    put(values, "table", row.cell(Headings.TABLE));
    type(values, row);
    bitOf(values, address);
    int words = words(row, address);
    if (words > 0) {
      longer(values, words);
      RegisterType.named(String.valueOf(values.getOrDefault("type", "")))
          .filter(type -> type.words() == 0)
          .ifPresent(_ -> values.putIfAbsent("words", (long) words));
      values.computeIfAbsent("type", _ -> words == 2 ? "uint32" : words == 4 ? "uint64" : "uint16");
    }
    put(values, "word-order", row.cell("wordorder", "byteorder", "order", "endian", "endianness"));
    scale(values, row);
    number(row.cell("offset", "valueoffset", "add"))
        .ifPresent(value -> values.put("offset", value));
    number(row.cell("bit", "bitnumber")).ifPresent(value -> values.put("bit", value.longValue()));
    put(values, "mask", row.cell("mask", "bitmask"));
    put(values, "scale-register", row.cell("scaleregister", "sf", "scalefactorregister"));
    names(values, row);
    String absent = row.cell("notavailable", "invalid", "invalidvalue", "nan", "novalue");
    if (!absent.isEmpty()) {
      values.put("not-available", List.of(absent.split("[;| ]+")));
    }
    Map<String, Settings.Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, entry(value, row.line())));
    return entries;
  }

  private static Settings.Entry entry(Object value, int line) {
    return switch (value) {
      case List<?> list ->
          new Settings.Entry(list.stream().map(item -> entry(item, line)).toList(), line);
      case Map<?, ?> map -> {
        Map<String, Settings.Entry> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(String.valueOf(key), entry(item, line)));
        yield new Settings.Entry(entries, line);
      }
      default -> new Settings.Entry(value, line);
    };
  }

  private static void type(Map<String, Object> values, CsvTable.Row row) {
    String type = row.cell("type", "datatype", "format", "dataformat", "typ", "datentyp");
    Matcher length = LENGTH.matcher(type);
    if (length.matches()) { // STRING(20): characters
      values.put("type", length.group(1).strip());
      values.put("words", (Long.parseLong(length.group(2)) + 1) / 2);
    } else {
      put(values, "type", type);
    }
  }

  /// `104.3` is bit 3 of register 104.
  private static void bitOf(Map<String, Object> values, String address) {
    Matcher bit = BIT_OF.matcher(address);
    if (bit.matches()) {
      values.put("register", bit.group(1));
      values.put("bit", Long.parseLong(bit.group(2)));
      values.remove("type");
    }
  }

  /// A type that says no length has that of the row.
  private static void longer(Map<String, Object> values, int words) {
    String type = CsvTable.heading(String.valueOf(values.getOrDefault("type", "")));
    if (ANY_LENGTH.contains(type) && (words == 2 || words == 4)) {
      String kind = type.equals("float") ? "float" : type.startsWith("u") ? "uint" : "int";
      values.put("type", kind + 16 * words);
    }
  }

  private static int words(CsvTable.Row row, String address) {
    Matcher range = RANGE.matcher(address);
    if (range.matches() && range.group(1).matches("\\d+") && range.group(2).matches("\\d{1,6}")) {
      return Integer.parseInt(range.group(2)) - Integer.parseInt(range.group(1)) + 1;
    }
    return number(row.cell(Headings.WORDS))
        .map(Double::intValue)
        .filter(count -> count >= 1 && count <= 125)
        .orElse(0);
  }

  private void scale(Map<String, Object> values, CsvTable.Row row) {
    Matcher openems = OPENEMS.matcher(row.cell("conversion"));
    if (openems.matches()) {
      int power = Integer.parseInt(openems.group(2));
      values.put("power", openems.group(1) == null ? (long) power : (long) -power);
      return;
    }
    String divisor = row.cell("divisor", "div", "divide", "divider");
    String power = row.cell("power", "exponent");
    if (!divisor.isEmpty()) {
      values.put("scale", "1/" + divisor);
    } else if (number(power).isPresent()) {
      values.put("power", number(power).get().longValue());
    } else {
      factor(values, row.cell(Headings.SCALE));
    }
  }

  /// A number, or the name of the row that holds the exponent of ten.
  private void factor(Map<String, Object> values, String cell) {
    String other = addresses.getOrDefault(cell, "");
    if (!other.isEmpty() && number(cell).isEmpty()) {
      values.put("scale-register", other);
    } else {
      put(values, "scale", cell);
    }
  }

  private static void names(Map<String, Object> values, CsvTable.Row row) {
    Map<String, Object> names = new LinkedHashMap<>();
    Matcher state = STATE.matcher(row.cell("enum", "values", "states", "names"));
    while (state.find()) {
      names.put(state.group(1), state.group(2).strip());
    }
    if (!names.isEmpty()) {
      values.put("names", names);
    }
  }

  private static void put(Map<String, Object> values, String key, String cell) {
    if (!cell.isEmpty()) {
      values.put(key, cell);
    }
  }

  private static Optional<Double> number(String cell) {
    try {
      return cell.isEmpty()
          ? Optional.empty()
          : Optional.of(Double.valueOf(cell.replace(',', '.')));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
