package io.arxos.driver.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Executes statements and keeps what they print.
final class Writer {
  private enum Next {
    GO,
    BREAK,
    CONTINUE
  }

  private final Run run;
  private final Evaluator evaluator;
  private StringBuilder out = new StringBuilder();

  Writer(Run run) {
    this.run = run;
    this.evaluator = new Evaluator(run);
  }

  String text() {
    return out.toString();
  }

  void all(List<Statement> statements) {
    body(statements);
  }

  private Next body(List<Statement> statements) {
    for (Statement statement : statements) {
      run.step();
      Next next = one(statement);
      if (next != Next.GO) {
        return next;
      }
    }
    return Next.GO;
  }

  private Next one(Statement statement) {
    return switch (statement) {
      case Statement.Plain(String text) -> print(text);
      case Statement.Print(Expr value) -> print(Texts.of(run, evaluator.value(value)));
      case Statement.If branches -> choose(branches);
      case Statement.Set set -> set(set);
      case Statement.SetBlock(String name, List<Statement> body) -> capture(name, body);
      case Statement.For loop -> loop(loop);
      case Statement.Jump(boolean again) -> again ? Next.CONTINUE : Next.BREAK;
    };
  }

  private Next print(String text) {
    if (out.length() + text.length() > Run.TEXT_CHARACTERS_MAX) {
      throw Refusal.of("template makes a text longer than 64 KiB");
    }
    out.append(text);
    return Next.GO;
  }

  private Next choose(Statement.If choice) {
    for (Statement.Branch branch : choice.branches()) {
      if (Python.truth(evaluator.value(branch.condition()))) {
        return body(branch.body());
      }
    }
    return body(choice.otherwise());
  }

  private Next set(Statement.Set set) {
    Object value = evaluator.value(set.value());
    if (!set.attribute().isEmpty()) {
      if (!(run.variable(set.names().getFirst()) instanceof Namespace namespace)) {
        throw Refusal.of("only a namespace has attributes that can be set");
      }
      namespace.values().put(set.attribute(), value);
      return Next.GO;
    }
    bind(set.names(), value);
    return Next.GO;
  }

  private void bind(List<String> names, Object value) {
    if (names.size() == 1) {
      run.set(names.getFirst(), value);
      return;
    }
    List<Object> items = Python.items(run, value);
    if (items.size() != names.size()) {
      throw Refusal.of("a list of " + names.size() + " items is needed to set as many names");
    }
    for (int i = 0; i < items.size(); i++) {
      run.set(names.get(i), items.get(i));
    }
  }

  private Next capture(String name, List<Statement> body) {
    StringBuilder outer = out;
    out = new StringBuilder();
    Next next = body(body);
    run.set(name, out.toString());
    out = outer;
    return next;
  }

  private Next loop(Statement.For loop) {
    List<Object> items = chosen(loop);
    if (items.isEmpty()) {
      return body(loop.empty());
    }
    for (int i = 0; i < items.size(); i++) {
      run.step();
      run.open();
      bind(loop.names(), items.get(i));
      run.set("loop", position(items, i));
      Next next = body(loop.body());
      run.close();
      if (next == Next.BREAK) {
        break;
      }
    }
    return Next.GO;
  }

  private List<Object> chosen(Statement.For loop) {
    List<Object> items = Python.items(run, evaluator.value(loop.items()));
    Expr condition = loop.condition();
    if (condition == null) {
      return items;
    }
    var chosen = new ArrayList<Object>();
    for (Object item : items) {
      run.open();
      bind(loop.names(), item);
      if (Python.truth(evaluator.value(condition))) {
        chosen.add(item);
      }
      run.close();
    }
    return chosen;
  }

  private static Map<String, Object> position(List<Object> items, int i) {
    Map<String, Object> loop = new HashMap<>();
    loop.put("index", i + 1L);
    loop.put("index0", (long) i);
    loop.put("revindex", (long) items.size() - i);
    loop.put("revindex0", items.size() - i - 1L);
    loop.put("first", i == 0);
    loop.put("last", i == items.size() - 1);
    loop.put("length", (long) items.size());
    var none = new Nothing.Undefined("loop has no such item");
    loop.put("previtem", i == 0 ? none : items.get(i - 1));
    loop.put("nextitem", i == items.size() - 1 ? none : items.get(i + 1));
    return loop;
  }
}
