package io.arxos.driver.naming;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a name into words and numbers: `AHU2_SAT_SP` into `ahu`, `2`, `sat`, `sp`; `supplyAirTemp`
/// into `supply`, `air`, `temp`. Umlauts become two letters, accents go.
final class Tokens {
  private static final int NAME_CHARACTERS_MAX = 256;
  private static final int TOKENS_MAX = 40;

  /// Signs that are words, and words that hold digits or signs.
  private static final List<Spelling> SPELT =
      List.of(
          new Spelling("(?i)\\bs/s\\b", " startstop "),
          new Spelling("(?i)\\bon/off\\b|\\bein/aus\\b|\\bm/a\\b", " onoff command "),
          new Spelling("[Tt]°", " temp "),
          new Spelling("(?i)[Δ∆δ]\\s?p(?![a-z])", " deltap "),
          new Spelling("(?i)[Δ∆δ]\\s?t(?![a-z])", " deltat "),
          new Spelling("(?i)(?<![a-z])co[₂2](?![a-z0-9])|(?<![a-z])co2(?=[A-Z_ -]|$)", " co² "),
          new Spelling("(?i)(?<![a-z])no2(?![a-z0-9])", " no² "),
          new Spelling("(?i)pm[ _]?2[._,]?5(?![0-9])", " pm²⁵ "),
          new Spelling("(?i)(?<![a-z])pm[ _]?10(?![0-9])", " pm¹⁰ "),
          new Spelling("(?i)(?<![a-z])v([23])v(?![a-z])", " vanne "),
          new Spelling("[\"']", " "));

  private static final Pattern CAMEL =
      Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})");
  private static final Pattern PIECE = Pattern.compile("[a-z²⁵¹⁰]+|[0-9]+");

  private static final Pattern MARKS = Pattern.compile("\\p{M}");

  /// What stands for a sign, or for a word that holds one.
  private record Spelling(Pattern sign, String word) {
    Spelling(String sign, String word) {
      this(Pattern.compile(sign), word);
    }
  }

  /// @param text lower case letters, or digits
  record Token(String text, boolean number) {}

  private Tokens() {}

  static List<Token> of(String name) {
    String text =
        name.length() > NAME_CHARACTERS_MAX ? name.substring(0, NAME_CHARACTERS_MAX) : name;
    for (Spelling spelt : SPELT) {
      text = spelt.sign().matcher(text).replaceAll(spelt.word());
    }
    text = CAMEL.matcher(plainLetters(text)).replaceAll(" ").toLowerCase(Locale.ROOT);
    List<Token> tokens = new ArrayList<>();
    Matcher piece = PIECE.matcher(text);
    while (piece.find() && tokens.size() < TOKENS_MAX) {
      String found = piece.group().replace('²', '2').replace('⁵', '5');
      found = found.replace('¹', '1').replace('⁰', '0');
      tokens.add(new Token(found, Character.isDigit(found.charAt(0))));
    }
    return tokens;
  }

  /// Umlauts as two letters, without accents; the signs that stand for digits stay.
  static String plainLetters(String text) {
    String plain =
        text.replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("Ä", "Ae")
            .replace("Ö", "Oe")
            .replace("Ü", "Ue")
            .replace("ß", "ss");
    return MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
  }
}
