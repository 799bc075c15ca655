package io.arxos.driver.template;

/// One word of an expression.
///
/// @param text an operator or name as written; of a literal text, its value
record Token(Kind kind, String text) {
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    OPERATOR,
    END
  }

  static final Token END = new Token(Kind.END, "the end");

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean named(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
