package io.arxos.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The cloud's own commands, as an operator would give them: certificates and login links.
final class CloudTools {
  private static final int ANSWER_SECONDS_MAX = 60;

  private final Layout layout;
  private final Path data;

  CloudTools(Layout layout, Path data) {
    this.layout = layout;
    this.data = data;
  }

  Path cloudData() {
    return data.resolve("cloud");
  }

  Path gatewayKeys() {
    return data.resolve("keys").resolve("gateway");
  }

  Path serviceKeys() {
    return data.resolve("keys").resolve("service");
  }

  /// Makes the authority and the certificates of the gateway and of one service, where they are not
  /// there yet.
  void prepareKeys(String gateway) throws IOException, InterruptedException {
    if (Files.exists(serviceKeys().resolve("certificate.pem"))) {
      return;
    }
    Files.createDirectories(cloudData());
    String cloud = cloudData().toString();
    if (!Files.exists(cloudData().resolve("keys").resolve("ca.pem"))) {
      run(List.of("ca", "init", "--data", cloud));
    }
    if (!Files.exists(gatewayKeys().resolve("certificate.pem"))) {
      run(List.of("ca", "gateway", gateway, "--data", cloud, "--out", gatewayKeys().toString()));
    }
    run(List.of("ca", "service", "demo", "--data", cloud, "--out", serviceKeys().toString()));
  }

  /// A link that logs one person in, once.
  String loginLink() throws IOException, InterruptedException {
    String said = run(List.of("login", "--data", cloudData().toString()));
    return said.strip();
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        layout.java("cloud-sync", "io.arxos.cloud.Main", List.of("-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.PIPE).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("arxos cloud " + arguments.getFirst() + " failed: " + err.strip());
    }
    return out;
  }
}
