package io.arxos.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A machine with no JDK 25, or with an old one only.
@Timeout(120)
final class NoJdkIT {
  private static final List<String> TOOLS =
      List.of("sh", "sed", "uname", "dirname", "readlink", "cat", "env");

  @TempDir private Path folder;

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    Commands.Said said = run(folder.resolve("nothing"));
    assertEquals(2, said.code(), said::toString);
    assertTrue(said.err().contains("no JDK 25 found"), said::toString);
    assertTrue(said.err().contains("Install one:"), said::toString);
  }

  @Test
  void anOldJdkIsNotTaken() throws Exception {
    jdk("17.0.15");
    Commands.Said said = run(folder.resolve("jvm"));
    assertEquals(2, said.code(), said::toString);
  }

  @Test
  void aJdkInTheUsualFolderIsTaken() throws Exception {
    jdk("25.0.1");
    Commands.Said said = run(folder.resolve("jvm"));
    assertEquals(42, said.code(), said::toString);
  }

  /// A folder that looks like a JDK; its java ends with 42.
  private void jdk(String version) throws IOException {
    Path home = folder.resolve("jvm").resolve("jdk");
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String tool : List.of("java", "javac")) {
      Files.writeString(bin.resolve(tool), "#!/bin/sh\nexit 42\n");
      assertTrue(bin.resolve(tool).toFile().setExecutable(true));
    }
  }

  private Commands.Said run(Path jvms) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      for (String where : List.of("/bin/", "/usr/bin/")) {
        if (Files.exists(Path.of(where + tool)) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), Path.of(where + tool));
        }
      }
    }
    var builder = Commands.start(Map.of(), List.of("gateway", "--help"));
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("ARXOS_JVM_DIR", jvms.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Commands.Said(process.exitValue(), out, err);
  }
}
