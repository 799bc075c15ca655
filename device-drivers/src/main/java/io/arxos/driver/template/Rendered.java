package io.arxos.driver.template;

/// What a template made of a message.
public sealed interface Rendered {
  /// @param text without white space around it
  record Text(String text) implements Rendered {}

  /// @param reason for people and for counting: short, without changing parts
  /// @param missing whether the message lacks what the template asks for: another message may hold
  ///   it
  record Failed(String reason, boolean missing) implements Rendered {}
}
