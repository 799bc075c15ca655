package io.arxos.driver.template;

import java.util.List;

/// A cursor over the words of one `{{ }}` or `{% %}`.
final class Words {
  private final List<Token> tokens;
  private int at;

  Words(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token now() {
    return tokens.get(at);
  }

  Token after() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean takeIf(String operator) {
    boolean is = now().is(operator);
    if (is) {
      take();
    }
    return is;
  }

  boolean takeIfNamed(String name) {
    boolean is = now().named(name);
    if (is) {
      take();
    }
    return is;
  }

  void expect(String operator) throws TemplateException {
    if (!takeIf(operator)) {
      throw new TemplateException("expected " + operator + " before " + now().text());
    }
  }

  String name() throws TemplateException {
    Token token = take();
    if (token.kind() != Token.Kind.NAME) {
      throw new TemplateException("expected a name instead of " + token.text());
    }
    return token.text();
  }

  void end() throws TemplateException {
    if (now().kind() != Token.Kind.END) {
      throw new TemplateException("unexpected " + now().text());
    }
  }
}
