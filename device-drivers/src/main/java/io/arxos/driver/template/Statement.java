package io.arxos.driver.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a template, as parsed.
sealed interface Statement {
  record Plain(String text) implements Statement {}

  record Print(Expr value) implements Statement {}

  record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

  record Branch(Expr condition, List<Statement> body) {}

  /// @param attribute of a namespace; empty when the name itself is set
  record Set(List<String> names, String attribute, Expr value) implements Statement {}

  record SetBlock(String name, List<Statement> body) implements Statement {}

  record For(
      List<String> names,
      Expr items,
      @Nullable Expr condition,
      List<Statement> body,
      List<Statement> empty)
      implements Statement {}

  /// `break` and `continue`.
  record Jump(boolean again) implements Statement {}
}
