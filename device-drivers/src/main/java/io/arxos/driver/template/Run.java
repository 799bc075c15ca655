package io.arxos.driver.template;

import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One rendering: variables, the clock and what may still be spent.
final class Run {
  static final int TEXT_CHARACTERS_MAX = 64 * 1024;
  static final int ITEMS_MAX = 10_000;
  private static final int STEPS_MAX = 100_000;
  private static final int CHARACTERS_PER_STEP = 256;
  private static final int CHARACTERS_PER_SEARCH = 4_096;
  private static final int LOOKS_MAX = 1_000_000;
  private static final int DEPTH_MAX = 400;

  private final Map<String, ?> variables;
  private final @Nullable ZonedDateTime now;
  private final Deque<Map<String, Object>> scopes = new ArrayDeque<>();
  private int steps;
  private int looks;
  private int depth;

  Run(Map<String, ?> variables, @Nullable ZonedDateTime now) {
    this.variables = variables;
    this.now = now;
    scopes.push(new HashMap<>());
  }

  void step() {
    steps(1);
  }

  void steps(long count) {
    if (count > STEPS_MAX - steps) {
      throw Refusal.of("template works too long");
    }
    steps += (int) count;
  }

  void enter() {
    depth++;
    if (depth > DEPTH_MAX) {
      throw Refusal.of("template nests too deep");
    }
    step();
  }

  void leave() {
    depth--;
  }

  /// Pays for looking for one text in another, which may compare each of their characters.
  void search(String text, String sought) {
    steps(1 + (long) text.length() * Math.max(1, sought.length()) / CHARACTERS_PER_SEARCH);
  }

  /// Counts a character that a regular expression looks at.
  void look() {
    looks++;
    if (looks > LOOKS_MAX) {
      throw Refusal.of("a regular expression works too long");
    }
  }

  /// Pays for a new text.
  String paid(String text) {
    return paid(text, text.length());
  }

  /// Pays for a text before it is made.
  void pay(long characters) {
    if (characters > TEXT_CHARACTERS_MAX) {
      throw Refusal.of("template makes a text longer than 64 KiB");
    }
    steps(1 + characters / CHARACTERS_PER_STEP);
  }

  private String paid(String text, int characters) {
    pay(characters);
    return text;
  }

  /// Pays for a new list.
  <T> List<T> paid(List<T> items) {
    payItems(items.size());
    return items;
  }

  void payItems(long count) {
    if (count > ITEMS_MAX) {
      throw Refusal.of("template makes a list of more than " + ITEMS_MAX + " items");
    }
    steps(1 + count / 8);
  }

  ZonedDateTime now() {
    if (now == null) {
      throw Refusal.of("template asks for the time, which is not known here");
    }
    return now;
  }

  @Nullable Object variable(String name) {
    for (Map<String, Object> scope : scopes) {
      Object value = scope.get(name);
      if (value != null) {
        return value;
      }
    }
    return variables.containsKey(name) ? Nothing.of(variables.get(name)) : null;
  }

  void set(String name, Object value) {
    scopes.getFirst().put(name, value);
  }

  void open() {
    scopes.push(new HashMap<>());
  }

  void close() {
    scopes.pop();
  }
}
