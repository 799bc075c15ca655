package io.arxos.driver.template;

import io.arxos.driver.template.Section.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parses statements: `if`, `for`, `set`, `do`, `break`, `continue` and what is printed.
final class Parser {
  private static final int DEPTH_MAX = 40;

  private final List<Section> sections;
  private int at;
  private int depth;
  private int loops;

  /// Where [#body] ended: the words of the block that is none of its own, such as `else`.
  private Words ending = new Words(List.of(Token.END));

  private String endingName = "";

  private Parser(List<Section> sections) {
    this.sections = sections;
  }

  static List<Statement> parse(String source) throws TemplateException {
    var parser = new Parser(Section.of(source));
    return parser.body(Set.of());
  }

  /// Until a block of one of these names, or the end when there are none.
  private List<Statement> body(Set<String> ends) throws TemplateException {
    depth++;
    if (depth > DEPTH_MAX) {
      throw new TemplateException("blocks nest deeper than " + DEPTH_MAX);
    }
    var statements = new ArrayList<Statement>();
    while (at < sections.size()) {
      Section section = sections.get(at++);
      if (section.kind() == Kind.PLAIN) {
        statements.add(new Statement.Plain(section.inside()));
        continue;
      }
      var words = new Words(Lexer.tokens(section.inside()));
      if (section.kind() == Kind.PRINT) {
        Expr value = new Expressions(words).tuple();
        words.end();
        statements.add(new Statement.Print(value));
        continue;
      }
      String name = words.name();
      if (ends.contains(name)) {
        ending = words;
        endingName = name;
        depth--;
        return statements;
      }
      statements.add(block(name, words));
    }
    if (!ends.isEmpty()) {
      throw new TemplateException(ends.stream().sorted().toList().getFirst() + " is missing");
    }
    depth--;
    return statements;
  }

  private Statement block(String name, Words words) throws TemplateException {
    return switch (name) {
      case "if" -> conditional(words);
      case "for" -> loop(words);
      case "set" -> assignment(words);
      case "do" -> {
        Expr value = new Expressions(words).tuple();
        words.end();
        yield new Statement.Set(List.of("_"), "", value);
      }
      case "break", "continue" -> {
        words.end();
        if (loops == 0) {
          throw new TemplateException(name + " stands outside of a loop");
        }
        yield new Statement.Jump(name.equals("continue"));
      }
      default -> throw new TemplateException("block " + name + " is not understood");
    };
  }

  private Statement conditional(Words words) throws TemplateException {
    var branches = new ArrayList<Statement.Branch>();
    Words condition = words;
    do {
      Expr asked = new Expressions(condition).tuple();
      condition.end();
      branches.add(new Statement.Branch(asked, body(Set.of("elif", "else", "endif"))));
      condition = ending;
    } while (endingName.equals("elif"));
    List<Statement> otherwise = endingName.equals("else") ? body(Set.of("endif")) : List.of();
    return new Statement.If(branches, otherwise);
  }

  private Statement loop(Words words) throws TemplateException {
    List<String> names = names(words);
    if (!words.takeIfNamed("in")) {
      throw new TemplateException("for needs in");
    }
    var expressions = new Expressions(words);
    Expr items = expressions.or();
    Expr condition = words.takeIfNamed("if") ? expressions.choice() : null;
    words.takeIfNamed("recursive");
    words.end();
    loops++;
    List<Statement> body = body(Set.of("else", "endfor"));
    loops--;
    List<Statement> empty = endingName.equals("else") ? body(Set.of("endfor")) : List.of();
    return new Statement.For(names, items, condition, body, empty);
  }

  private static List<String> names(Words words) throws TemplateException {
    boolean bracketed = words.takeIf("(");
    var names = new ArrayList<>(List.of(words.name()));
    while (words.takeIf(",")) {
      names.add(words.name());
    }
    if (bracketed) {
      words.expect(")");
    }
    return names;
  }

  private Statement assignment(Words words) throws TemplateException {
    List<String> names = names(words);
    String attribute = words.takeIf(".") ? words.name() : "";
    if (words.takeIf("=")) {
      Expr value = new Expressions(words).tuple();
      words.end();
      return new Statement.Set(names, attribute, value);
    }
    words.end();
    return new Statement.SetBlock(names.getFirst(), body(Set.of("endset")));
  }
}
