package io.arxos.driver.naming;

import java.util.Locale;
import java.util.regex.Pattern;

/// Segments of a point's path.
public final class Segments {
  private static final int CHARACTERS_MAX = 48;
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
  private static final Pattern EDGE = Pattern.compile("^-+|-+$");
  private static final Pattern SENSOR = Pattern.compile("_Sensor$");

  private Segments() {}

  /// `Büro 2.OG` → `buero-2-og`; empty when nothing of it can stand in a path.
  public static String of(String text) {
    String plain = Tokens.plainLetters(text).toLowerCase(Locale.ROOT);
    String segment = OTHER.matcher(plain).replaceAll("-");
    segment = EDGE.matcher(segment).replaceAll("");
    return segment.length() <= CHARACTERS_MAX
        ? segment
        : EDGE.matcher(segment.substring(0, CHARACTERS_MAX)).replaceAll("");
  }

  /// `Supply_Air_Temperature_Sensor` → `supply-air-temperature`.
  public static String ofClass(String brickClass) {
    return of(SENSOR.matcher(brickClass).replaceAll(""));
  }
}
