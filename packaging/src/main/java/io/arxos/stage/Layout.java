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

  /// The command line of a cloud, but for what its caller adds.
  ///
  /// @param flags of the JVM, further ones
  /// @param grpc port, 0 for any free one; so is `http`
  public List<String> cloud(Path data, int grpc, int http, List<String> flags) throws IOException {
    var all = new ArrayList<>(List.of("-Xmx512m"));
    all.addAll(flags);
    List<String> command = java("cloud-sync", "io.arxos.cloud.Main", all);
    command.addAll(
        List.of(
            "run",
            "--config",
            config("cloud.yaml").toString(),
            "--data",
            data.toString(),
            "--grpc-port",
            Integer.toString(grpc),
            "--http-port",
            Integer.toString(http)));
    return command;
  }

  /// What a gateway runs with.
  ///
  /// @param cloud port on this machine
  /// @param page port, 0 for any free one
  /// @param keys folder of its certificate
  public record Edge(Path site, Path data, int cloud, int page, Path keys) {}

  /// The flags of a gateway's JVM.
  public List<String> gatewayFlags() {
    return List.of("@" + config("gateway.jvm"));
  }

  /// The command line of a gateway, but for what its caller adds.
  public List<String> gateway(Edge edge) throws IOException {
    List<String> command = java("gateway", "io.arxos.gateway.Main", gatewayFlags());
    command.addAll(
        List.of(
            "run",
            "--config",
            config("gateway.yaml").toString(),
            "--site",
            edge.site().toString(),
            "--data",
            edge.data().toString(),
            "--cloud",
            "localhost:" + edge.cloud(),
            "--page-port",
            Integer.toString(edge.page())));
    command.addAll(
        List.of(
            "--ca", edge.keys().resolve("ca.pem").toString(),
            "--certificate", edge.keys().resolve("certificate.pem").toString(),
            "--key", edge.keys().resolve("key.pem").toString()));
    return command;
  }

  private String classPath(String module) throws IOException {
    Path target = home.resolve(module).resolve("target");
    return target.resolve("arxos-" + module + "-0.1.0.jar")
        + ":"
        + Files.readString(target.resolve("classpath")).strip();
  }
}
