package io.arxos.driver.template;

import io.arxos.driver.template.Expr.Arguments;
import io.arxos.driver.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses expressions, by the precedence of Jinja: choice, or, and, not, comparison, + -, ~, * / //
/// %, **, unary, then filters and tests, which bind to what stands directly before them.
final class Expressions {
  private static final int DEPTH_MAX = 60;
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> ARGUMENT_STARTS = Set.of("(", "[", "{");
  private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and", "is", "in", "if");

  private final Words words;
  private int depth;

  Expressions(Words words) {
    this.words = words;
  }

  /// With a tuple of the form `a, b`.
  Expr tuple() throws TemplateException {
    Expr first = choice();
    if (!words.now().is(",")) {
      return first;
    }
    var items = new ArrayList<>(List.of(first));
    while (words.takeIf(",") && words.now().kind() != Kind.END && !words.now().is(")")) {
      items.add(choice());
    }
    return new Expr.Many(items, true);
  }

  Expr choice() throws TemplateException {
    enter();
    Expr value = or();
    while (words.takeIfNamed("if")) {
      Expr condition = or();
      Expr otherwise = words.takeIfNamed("else") ? choice() : null;
      value = new Expr.Choice(condition, value, otherwise);
    }
    depth--;
    return value;
  }

  /// Without `x if y`, as the items of a `for … if …`.
  Expr or() throws TemplateException {
    Expr left = and();
    while (words.takeIfNamed("or")) {
      left = new Expr.Binary("or", left, and());
    }
    return left;
  }

  private Expr and() throws TemplateException {
    Expr left = not();
    while (words.takeIfNamed("and")) {
      left = new Expr.Binary("and", left, not());
    }
    return left;
  }

  private Expr not() throws TemplateException {
    if (!words.takeIfNamed("not")) {
      return comparison();
    }
    enter();
    Expr negated = new Expr.Unary("not", not());
    depth--;
    return negated;
  }

  private Expr comparison() throws TemplateException {
    Expr first = sum();
    var operators = new ArrayList<String>();
    var others = new ArrayList<Expr>();
    String operator = comparisonHere();
    while (!operator.isEmpty()) {
      operators.add(operator);
      others.add(sum());
      operator = comparisonHere();
    }
    return operators.isEmpty() ? first : new Expr.Chain(first, operators, others);
  }

  private String comparisonHere() {
    Token token = words.now();
    if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) {
      return words.take().text();
    }
    if (words.takeIfNamed("in")) {
      return "in";
    }
    if (token.named("not") && words.after().named("in")) {
      words.take();
      words.take();
      return "not in";
    }
    return "";
  }

  private Expr sum() throws TemplateException {
    Expr left = join();
    while (words.now().is("+") || words.now().is("-")) {
      left = new Expr.Binary(words.take().text(), left, join());
    }
    return left;
  }

  private Expr join() throws TemplateException {
    Expr first = product();
    if (!words.now().is("~")) {
      return first;
    }
    var parts = new ArrayList<>(List.of(first));
    while (words.takeIf("~")) {
      parts.add(product());
    }
    return new Expr.Join(parts);
  }

  private Expr product() throws TemplateException {
    Expr left = power();
    while (words.now().is("*")
        || words.now().is("/")
        || words.now().is("//")
        || words.now().is("%")) {
      left = new Expr.Binary(words.take().text(), left, power());
    }
    return left;
  }

  private Expr power() throws TemplateException {
    Expr left = unary(true);
    while (words.takeIf("**")) {
      left = new Expr.Binary("**", left, unary(true));
    }
    return left;
  }

  private Expr unary(boolean filtered) throws TemplateException {
    enter();
    Expr value;
    if (words.now().is("-") || words.now().is("+")) {
      value = new Expr.Unary(words.take().text(), unary(false));
    } else {
      value = primary();
    }
    value = postfix(value);
    if (filtered) {
      value = filters(value);
    }
    depth--;
    return value;
  }

  private Expr primary() throws TemplateException {
    Token token = words.take();
    return switch (token.kind()) {
      case NAME -> named(token.text());
      case NUMBER -> new Expr.Literal(number(token.text()));
      case TEXT -> {
        var text = new StringBuilder(token.text());
        while (words.now().kind() == Kind.TEXT) {
          text.append(words.take().text());
        }
        yield new Expr.Literal(text.toString());
      }
      case OPERATOR -> bracketed(token.text());
      case END -> throw new TemplateException("an expression is missing");
    };
  }

  private static Expr named(String name) {
    return switch (name) {
      case "true", "True" -> new Expr.Literal(true);
      case "false", "False" -> new Expr.Literal(false);
      case "none", "None" -> new Expr.Literal(Nothing.NONE);
      default -> new Expr.Name(name);
    };
  }

  static Object number(String written) throws TemplateException {
    String digits = written.replace("_", "");
    try {
      char base = digits.length() > 2 ? Character.toLowerCase(digits.charAt(1)) : '0';
      if (base == 'x' || base == 'b' || base == 'o') {
        return Long.parseLong(digits.substring(2), base == 'x' ? 16 : base == 'b' ? 2 : 8);
      }
      return digits.chars().allMatch(c -> c >= '0' && c <= '9') && digits.length() <= 18
          ? (Object) Long.parseLong(digits)
          : (Object) Double.parseDouble(digits);
    } catch (NumberFormatException _) {
      throw new TemplateException("not a number: " + written);
    }
  }

  private Expr bracketed(String open) throws TemplateException {
    switch (open) {
      case "(" -> {
        if (words.takeIf(")")) {
          return new Expr.Many(List.of(), true);
        }
        Expr inside = tuple();
        words.expect(")");
        return inside;
      }
      case "[" -> {
        return new Expr.Many(items("]"), false);
      }
      case "{" -> {
        return dict();
      }
      default -> throw new TemplateException("unexpected " + open);
    }
  }

  private List<Expr> items(String close) throws TemplateException {
    var items = new ArrayList<Expr>();
    while (!words.takeIf(close)) {
      if (!items.isEmpty()) {
        words.expect(",");
        if (words.takeIf(close)) {
          break;
        }
      }
      items.add(choice());
    }
    return items;
  }

  private Expr dict() throws TemplateException {
    var keys = new ArrayList<Expr>();
    var values = new ArrayList<Expr>();
    while (!words.takeIf("}")) {
      if (!keys.isEmpty()) {
        words.expect(",");
        if (words.takeIf("}")) {
          break;
        }
      }
      keys.add(choice());
      words.expect(":");
      values.add(choice());
    }
    return new Expr.Dict(keys, values);
  }

  private Expr postfix(Expr of) throws TemplateException {
    Expr value = of;
    while (true) {
      if (words.takeIf(".")) {
        value = member(value);
      } else if (words.takeIf("[")) {
        value = subscript(value);
      } else if (words.takeIf("(")) {
        value = new Expr.Call(value, arguments());
      } else {
        return value;
      }
    }
  }

  private Expr member(Expr of) throws TemplateException {
    Token token = words.take();
    if (token.kind() == Kind.NAME) {
      return new Expr.Attribute(of, token.text());
    }
    if (token.kind() != Kind.NUMBER) {
      throw new TemplateException("expected a name after the dot instead of " + token.text());
    }
    // a.0.1 is read by the lexer as a . 0.1
    Expr value = of;
    for (String part : token.text().split("\\.", -1)) {
      value = new Expr.Index(value, new Expr.Literal(number(part)));
    }
    return value;
  }

  private Expr subscript(Expr of) throws TemplateException {
    Expr from = words.now().is(":") ? null : tuple();
    if (from != null && words.takeIf("]")) {
      return new Expr.Index(of, from);
    }
    words.expect(":");
    Expr to = sliceEnd();
    Expr step = words.takeIf(":") ? sliceEnd() : null;
    words.expect("]");
    return new Expr.Slice(of, from, to, step);
  }

  private @Nullable Expr sliceEnd() throws TemplateException {
    return words.now().is(":") || words.now().is("]") ? null : choice();
  }

  private Arguments arguments() throws TemplateException {
    var positional = new ArrayList<Expr>();
    Map<String, Expr> named = new LinkedHashMap<>();
    boolean first = true;
    while (!words.takeIf(")")) {
      if (!first) {
        words.expect(",");
        if (words.takeIf(")")) {
          break;
        }
      }
      first = false;
      if (words.now().kind() == Kind.NAME && words.after().is("=")) {
        String name = words.name();
        words.expect("=");
        named.put(name, choice());
      } else {
        positional.add(choice());
      }
    }
    return new Arguments(positional, named);
  }

  Expr filters(Expr of) throws TemplateException {
    Expr value = of;
    while (true) {
      if (words.takeIf("|")) {
        String name = dotted();
        value = new Expr.Filter(value, name, words.takeIf("(") ? arguments() : Arguments.NONE);
      } else if (words.takeIfNamed("is")) {
        value = test(value);
      } else if (words.takeIf("(")) {
        value = new Expr.Call(value, arguments());
      } else {
        return value;
      }
    }
  }

  private String dotted() throws TemplateException {
    var name = new StringBuilder(words.name());
    while (words.takeIf(".")) {
      name.append('.').append(words.name());
    }
    return name.toString();
  }

  private Expr test(Expr of) throws TemplateException {
    boolean negated = words.takeIfNamed("not");
    String name = words.now().is("==") ? words.take().text() : dotted();
    Token next = words.now();
    Arguments arguments = Arguments.NONE;
    if (words.takeIf("(")) {
      arguments = arguments();
    } else if (next.kind() == Kind.TEXT
        || next.kind() == Kind.NUMBER
        || (next.kind() == Kind.NAME && !NO_ARGUMENT.contains(next.text()) && !next.named("not"))
        || (next.kind() == Kind.OPERATOR && ARGUMENT_STARTS.contains(next.text()))) {
      arguments = new Arguments(List.of(postfix(primary())), Map.of());
    }
    return new Expr.Test(of, name, arguments, negated);
  }

  private void enter() throws TemplateException {
    depth++;
    if (depth > DEPTH_MAX) {
      throw new TemplateException("an expression nests deeper than " + DEPTH_MAX);
    }
  }
}
