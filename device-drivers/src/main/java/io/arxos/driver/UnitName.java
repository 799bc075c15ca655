package io.arxos.driver;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the same unit's name is written, made one way: `m³·h⁻¹`, `m^3/h` and `m3 / h` are `m3/h`.
final class UnitName {
  /// The sign for degrees, as three keyboards give it.
  private static final Pattern DEGREE = Pattern.compile("[º˚°]");

  private static final Pattern MICRO = Pattern.compile("[µμ]");
  private static final Pattern INCH = Pattern.compile("''|′′|[“”„]");
  private static final Pattern DELTA = Pattern.compile("[Δ∆]");

  /// `m3.h-1`, `min-1`.
  private static final Pattern INVERSE = Pattern.compile("[ .·⋅*]?([A-Za-z]{1,3})\\^?[-−]1$");

  private static final Pattern BETWEEN = Pattern.compile("[\\s.·⋅•*^_-]");

  /// What people say when it is plain what they speak of; too short to be understood without that.
  private static final Map<String, String> CONVERSATION =
      Map.of("c", "Cel", "f", "[degF]", "k", "K");

  private UnitName() {}

  static String plain(String text) {
    String name = DEGREE.matcher(text.strip()).replaceAll("°");
    name = Normalizer.normalize(name, Normalizer.Form.NFKC);
    name = MICRO.matcher(name).replaceAll("u");
    name = INCH.matcher(name).replaceAll("\"");
    name = DELTA.matcher(name).replaceAll("Δ");
    name = INVERSE.matcher(name).replaceAll("/$1");
    return BETWEEN.matcher(name).replaceAll("");
  }

  static Optional<Unit> inConversation(String text) {
    String code = CONVERSATION.get(text.strip().toLowerCase(Locale.ROOT));
    return code == null ? Optional.empty() : Units.find(code);
  }
}
