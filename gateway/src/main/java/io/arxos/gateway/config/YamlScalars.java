package io.arxos.gateway.config;

import org.jspecify.annotations.Nullable;

/// How the reader of our files understands an unquoted text, for whoever writes one.
public final class YamlScalars {
  private YamlScalars() {}

  /// A number, true or false, a text; null for nothing.
  public static @Nullable Object plain(String text) {
    return YamlFile.plain(text);
  }
}
