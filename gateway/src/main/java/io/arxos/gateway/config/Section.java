package io.arxos.gateway.config;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import java.util.Map;
import java.util.function.Consumer;

/// A part of the site file that only a driver understands, kept until the driver reads it.
///
/// @param file as the person named it
/// @param line where it begins
/// @param entries only those that belong to the driver
public record Section(String file, int line, Map<String, Settings.Entry> entries) {
  /// Nothing is configured.
  public static final Section NONE = new Section("(none)", 0, Map.of());

  /// A fresh reading of the section; mistakes go to `problems`.
  public Settings open(Consumer<Problem> problems) {
    return new Settings(file, line, entries, problems);
  }
}
