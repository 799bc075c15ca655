package io.arxos.driver;

import io.arxos.driver.Unit.Quantity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The units a building speaks in, from one table (`units.txt` beside this class): a part of UCUM
/// (https://ucum.org/ucum, version 2.2), whose factors are exact where the definition is, and the
/// names that people and devices give to them.
///
/// Why not case-insensitive: `mW` and `MW` are nine orders of magnitude apart. A name in other
/// capitals than the table's is understood only where no other unit has it in any capitals, it is
/// longer than one letter, and an `m` or `M` at its head is as in the table. Whatever is left has
/// no unit, which an installer sees; a wrong unit he would not.
public final class Units {
  private static final String TABLE = "units.txt";
  private static final int COLUMNS = 9;
  private static final int NAME_CHARACTERS_MAX = 64;
  private static final int NEAREST_MAX = 3;

  /// Kilobit and kilobyte differ by a capital.
  private static final Set<Quantity> CAPITALS_MATTER =
      Set.of(Quantity.INFORMATION, Quantity.DATA_RATE);

  private static final Map<String, Row> BY_CODE = new LinkedHashMap<>();
  private static final Map<String, Unit> BY_NAME = new HashMap<>();
  private static final Map<String, Set<String>> BY_FOLDED = new HashMap<>();

  static {
    load();
  }

  /// No unit.
  public static final Unit ONE = Objects.requireNonNull(BY_CODE.get("1")).unit();

  /// In what people read values.
  public enum Display {
    SI,
    US
  }

  /// A line of the table; `si` and `us` are codes.
  private record Row(Unit unit, String si, String us, String qudt) {}

  private Units() {}

  /// By UCUM code.
  public static Optional<Unit> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code)).map(Row::unit);
  }

  /// By UCUM code, or by what a device or a person calls it: `°C`, `kWh`, `m³/h`, `%RH`,
  /// `degrees-celsius`. Never guesses: `C` may be Celsius or coulomb, and is neither here.
  public static Optional<Unit> named(String vendorText) {
    String text = vendorText.strip();
    if (text.isEmpty() || text.length() > NAME_CHARACTERS_MAX) {
      return Optional.empty();
    }
    Row row = BY_CODE.get(text);
    if (row != null) {
      return Optional.of(row.unit());
    }
    String name = UnitName.plain(text);
    Unit exact = BY_NAME.get(name);
    return exact == null ? inOtherCapitals(name) : Optional.of(exact);
  }

  /// Every code that [#find] knows.
  public static List<String> codes() {
    return List.copyOf(BY_CODE.keySet());
  }

  /// The unit in which people of that habit read such values: a flow in `m3/h` is read in
  /// `[cft_i]/min` in the US.
  public static Unit display(Unit unit, Display display) {
    Row row = BY_CODE.get(unit.code());
    if (row == null) {
      return unit;
    }
    String code = display == Display.SI ? row.si() : row.us();
    return find(code).orElse(unit);
  }

  /// The unit in the QUDT vocabulary, as an IRI; empty where QUDT has none.
  public static Optional<String> qudt(Unit unit) {
    return Optional.ofNullable(BY_CODE.get(unit.code()))
        .filter(row -> !row.qudt().isEmpty())
        .map(row -> "http://qudt.org/vocab/unit/" + row.qudt());
  }

  /// What may have been meant by a code that [#find] does not know: people write symbols (`kWh`,
  /// `°C`) where UCUM has codes (`kW.h`, `Cel`).
  public static String suggestion(String wrong) {
    Optional<Unit> meant = named(wrong).or(() -> UnitName.inConversation(wrong));
    if (meant.isPresent()) {
      return "did you mean " + meant.get().code() + "?";
    }
    List<String> nearest = nearest(wrong);
    return nearest.isEmpty()
        ? "such as Cel, %, kW, kW.h, m3/h, Pa, [ppm], lx, V, A; 1 for none"
        : "did you mean " + String.join(" or ", nearest) + "?";
  }

  /// The codes that look most like a wrong one, the nearest first; at most three, none when nothing
  /// is near.
  private static List<String> nearest(String wrong) {
    String text = wrong.strip();
    if (text.length() > NAME_CHARACTERS_MAX) {
      return List.of();
    }
    int editsMax = Math.max(1, text.length() / 3);
    Map<String, Integer> near = new LinkedHashMap<>();
    String plain = UnitName.plain(text).toLowerCase(Locale.ROOT);
    BY_NAME.forEach((name, unit) -> {
      int edits = Settings.edits(plain, name.toLowerCase(Locale.ROOT));
      if (edits <= editsMax && edits < name.length()) {
        near.merge(unit.code(), edits, Math::min);
      }
    });
    return near.entrySet().stream()
        .sorted(
            Comparator.comparingInt(Map.Entry<String, Integer>::getValue)
                .thenComparing(Map.Entry::getKey))
        .limit(NEAREST_MAX)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Optional<Unit> inOtherCapitals(String name) {
    Set<String> names = BY_FOLDED.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of());
    Set<Unit> units = names.stream().map(BY_NAME::get).collect(Collectors.toSet());
    boolean clear =
        name.length() > 1
            && units.size() == 1
            && names.stream().anyMatch(known -> sameHead(name, known));
    return clear ? Optional.of(units.iterator().next()) : Optional.empty();
  }

  private static boolean sameHead(String name, String known) {
    char head = name.charAt(0);
    return (head != 'm' && head != 'M') || known.charAt(0) == head;
  }

  private static void load() {
    try (InputStream file = Objects.requireNonNull(Units.class.getResourceAsStream(TABLE));
        var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.equals("#"))
          .forEach(Units::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(String line) {
    List<String> columns = Arrays.stream(line.split("\\|", COLUMNS)).map(String::strip).toList();
    String code = columns.getFirst();
    var quantity = Quantity.valueOf(columns.get(2));
    var unit =
        new Unit(code, columns.get(1), quantity, number(columns.get(3)), number(columns.get(4)));
    BY_CODE.put(code, new Row(unit, columns.get(5), columns.get(6), columns.get(7)));
    List<String> names = new ArrayList<>(List.of(code, unit.symbol()));
    names.addAll(List.of(columns.get(8).split(" +")));
    for (String name : names) {
      boolean asItStands = name.startsWith("=") || CAPITALS_MATTER.contains(quantity);
      String plain = UnitName.plain(name.startsWith("=") ? name.substring(1) : name);
      if (!plain.isEmpty() && BY_NAME.putIfAbsent(plain, unit) == null && !asItStands) {
        BY_FOLDED
            .computeIfAbsent(plain.toLowerCase(Locale.ROOT), _ -> new LinkedHashSet<>())
            .add(plain);
      }
    }
  }

  /// A number, or numbers with `*` and `/` between them, from left to right; 0 for nothing.
  private static double number(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    double result = 1;
    boolean divide = false;
    for (String part : text.split("(?<=[*/])|(?=[*/])")) {
      switch (part) {
        case "*" -> divide = false;
        case "/" -> divide = true;
        default -> {
          double value = part.equals("pi") ? Math.PI : Double.parseDouble(part);
          result = divide ? result / value : result * value;
        }
      }
    }
    return result;
  }
}
