package io.arxos.cloud.config;

import java.util.List;

/// Mistakes in the settings, each one line for the operator: `cloud.yaml:14 unknown key …`.
public final class BadConfig extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  BadConfig(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
