package io.arxos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the built product lies, and how a JVM of it is started.
///
/// @param home the repository (or the installed folder) with `config/` and the modules
public record Layout(Path home) {
  public static Layout fromSystemProperty() {
    return new Layout(Path.of(System.getProperty("arxos.home", ".")).toAbsolutePath().normalize());
  }

  public Path config(String name) {
    return home.resolve("config").resolve(name);
  }

  /// The start of a command line: the JVM that runs this program, its flags, the module's class
  /// path, the main class.
  public List<String> java(String module, String main, List<String> flags) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(module), main));
    return command;
  }

  private String classPath(String module) throws IOException {
    Path target = home.resolve(module).resolve("target");
    return target.resolve("arxos-" + module + "-0.1.0.jar")
        + ":"
        + Files.readString(target.resolve("classpath")).strip();
  }
}
