package io.arxos.driver.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An expression, as parsed.
sealed interface Expr {
  record Literal(Object value) implements Expr {}

  record Name(String name) implements Expr {}

  record Many(List<Expr> items, boolean tuple) implements Expr {}

  record Dict(List<Expr> keys, List<Expr> values) implements Expr {}

  record Attribute(Expr of, String name) implements Expr {}

  record Index(Expr of, Expr index) implements Expr {}

  record Slice(Expr of, @Nullable Expr from, @Nullable Expr to, @Nullable Expr step)
      implements Expr {}

  record Call(Expr function, Arguments arguments) implements Expr {}

  record Filter(Expr of, String name, Arguments arguments) implements Expr {}

  record Test(Expr of, String name, Arguments arguments, boolean negated) implements Expr {}

  record Unary(String operator, Expr of) implements Expr {}

  record Binary(String operator, Expr left, Expr right) implements Expr {}

  /// `a < b <= c`.
  record Chain(Expr first, List<String> operators, List<Expr> others) implements Expr {}

  record Join(List<Expr> parts) implements Expr {}

  record Choice(Expr condition, Expr yes, @Nullable Expr no) implements Expr {}

  record Arguments(List<Expr> positional, Map<String, Expr> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());
  }
}
