package io.arxos.driver.template;

import io.arxos.driver.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Splits the inside of `{{ }}` and `{% %}` into words.
final class Lexer {
  private static final List<String> OPERATORS =
      List.of(
          "**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");
  private static final int TOKENS_MAX = 5_000;

  private final String source;
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) throws TemplateException {
    var lexer = new Lexer(source);
    var tokens = new ArrayList<Token>();
    lexer.skipSpace();
    while (lexer.at < source.length()) {
      tokens.add(lexer.next());
      lexer.skipSpace();
      if (tokens.size() > TOKENS_MAX) {
        throw new TemplateException("template has more than " + TOKENS_MAX + " words");
      }
    }
    tokens.add(Token.END);
    return tokens;
  }

  private void skipSpace() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  private Token next() throws TemplateException {
    char c = source.charAt(at);
    if (Character.isLetter(c) || c == '_') {
      return name();
    }
    if (digit(at)) {
      return number();
    }
    if (c == '"' || c == '\'') {
      return text(c);
    }
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, at)) {
        at += operator.length();
        return new Token(Kind.OPERATOR, operator);
      }
    }
    throw new TemplateException("unexpected character " + printable(c));
  }

  private Token name() {
    int start = at;
    while (at < source.length()
        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
      at++;
    }
    return new Token(Kind.NAME, source.substring(start, at));
  }

  /// `12`, `1_000`, `0x1f`, `0b11`, `0o17`, `1.5`, `1e-3`; `a.0.b` has an index, not a fraction,
  /// and the parser knows that by the token before.
  private Token number() {
    int start = at;
    if (source.charAt(at) == '0' && at + 2 < source.length()) {
      char base = Character.toLowerCase(source.charAt(at + 1));
      int radix = base == 'x' ? 16 : base == 'b' ? 2 : base == 'o' ? 8 : 0;
      if (radix > 0 && Character.digit(source.charAt(at + 2), radix) >= 0) {
        at += 2;
        digits(radix);
        return new Token(Kind.NUMBER, source.substring(start, at));
      }
    }
    digits(10);
    if (at < source.length() && source.charAt(at) == '.' && digit(at + 1)) {
      at++;
      digits(10);
    }
    if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
      boolean signed = at + 1 < source.length() && "+-".indexOf(source.charAt(at + 1)) >= 0;
      int exponent = at + (signed ? 2 : 1);
      if (digit(exponent)) {
        at = exponent;
        digits(10);
      }
    }
    return new Token(Kind.NUMBER, source.substring(start, at));
  }

  private void digits(int radix) {
    while (at < source.length()
        && (Character.digit(source.charAt(at), radix) >= 0 || source.charAt(at) == '_')) {
      at++;
    }
  }

  private boolean digit(int index) {
    return index < source.length() && source.charAt(index) >= '0' && source.charAt(index) <= '9';
  }

  private Token text(char quote) throws TemplateException {
    var text = new StringBuilder();
    at++;
    while (at < source.length() && source.charAt(at) != quote) {
      char c = source.charAt(at++);
      if (c == '\\' && at < source.length()) {
        escape(text);
      } else {
        text.append(c);
      }
    }
    if (at >= source.length()) {
      throw new TemplateException("a text is not closed");
    }
    at++;
    return new Token(Kind.TEXT, text.toString());
  }

  private void escape(StringBuilder text) throws TemplateException {
    char c = source.charAt(at++);
    switch (c) {
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'r' -> text.append('\r');
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'v' -> text.append('\u000b');
      case '0' -> text.append('\0');
      case '\\', '\'', '"' -> text.append(c);
      case 'x' -> text.append((char) hex(2));
      case 'u' -> text.append((char) hex(4));
      default -> text.append('\\').append(c); // as Python: an escape that is none stays
    }
  }

  private int hex(int length) throws TemplateException {
    int code = 0;
    for (int i = 0; i < length; i++) {
      int digit = at < source.length() ? Character.digit(source.charAt(at), 16) : -1;
      if (digit < 0) {
        throw new TemplateException("an escape in a text needs " + length + " hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return code;
  }

  private static String printable(char c) {
    return c < ' ' || c > '~' ? "U+%04X".formatted((int) c) : String.valueOf(c);
  }
}
