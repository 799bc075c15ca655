package io.arxos.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a person is told who got something wrong: one clear line, and the exit code that scripts
/// rely on.
@Timeout(300)
final class BadInputIT {
  private static final Path SITE = Commands.HOME.resolve("config/sites/hofgarten/site.yaml");

  @TempDir private Path folder;

  @Test
  void anUnknownKeyIsToldWithItsLineAndTheNearestName() throws Exception {
    Path site = folder.resolve("site.yaml");
    Files.writeString(site, Files.readString(SITE).replaceFirst("gateway: ", "gatway: "));
    int line = 1 + Files.readAllLines(site).indexOf("gatway: hofgarten-1");
    Commands.Said said = Commands.arxos("gateway", "check", site.toString());
    tells(said, 2, site + ":" + line, "unknown key gatway; did you mean gateway?");
  }

  @Test
  void aSiteFileThatCannotBeReadIsSaidByName() throws Exception {
    Path missing = folder.resolve("nothing.yaml");
    tells(Commands.arxos("gateway", "check", missing.toString()), 2, missing.toString());
    Path garbled = folder.resolve("garbled.yaml");
    Files.writeString(garbled, "building: [hofgarten\nname: x\n");
    tells(Commands.arxos("gateway", "check", garbled.toString()), 2, garbled + ":");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      tells(
          Commands.arxos("demo", "--port", port, "--data", folder.resolve("demo").toString()),
          5,
          "port " + port + " is in use");
      tells(gateway("--page-port", port), 5, port);
      Path data = folder.resolve("cloud");
      assertEquals(0, Commands.arxos("cloud", "ca", "init", "--data", data.toString()).code());
      tells(
          Commands.arxos("cloud", "run", "--data", data.toString(), "--http-port", port), 5, port);
    }
  }

  @Test
  void aMissingCertificateIsNamedAndNothingStarts() throws Exception {
    String missing = folder.resolve("certificate.pem").toString();
    tells(
        gateway(
            "--cloud",
            "localhost:1",
            "--ca",
            missing,
            "--certificate",
            missing,
            "--key",
            missing,
            "--page-port",
            "0"),
        2,
        missing);
  }

  @Test
  void aFullDiskAtTheStartIsSaid() throws Exception {
    Path full = folder.resolve("full");
    Files.createDirectories(full);
    assumeTrue(
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", full.toString())
                .start()
                .waitFor()
            == 0,
        "needs the right to mount");
    try {
      tells(gateway("--data", full.toString(), "--page-port", "0"), 1, "full");
      tells(
          Commands.arxos("cloud", "run", "--data", full.toString(), "--http-port", "0"), 1, "full");
    } finally {
      new ProcessBuilder("umount", full.toString()).start().waitFor();
    }
  }

  @Test
  void anAuditOfTheWrongFolderSaysSo() throws Exception {
    Path nothing = folder.resolve("no-cloud");
    tells(Commands.arxos("cloud", "audit", "--data", nothing.toString()), 2, nothing.toString());
  }

  @Test
  void anAuditOfAStoreThatDoesNotAnswerSaysSo() throws Exception {
    Path settings = folder.resolve("cloud.yaml");
    Files.writeString(settings, "postgres:\n  url: jdbc:postgresql://127.0.0.1:9/arxos\n");
    tells(
        Commands.arxos(
            "cloud", "audit", "--config", settings.toString(), "--data", folder.toString()),
        7,
        "127.0.0.1:9");
  }

  @Test
  void aVerbWithoutADemoSaysHowToStartOne() throws Exception {
    Path nothing = folder.resolve("no-demo");
    tells(Commands.arxos("demo", "cut", "--data", nothing.toString()), 7, "./arxos demo");
  }

  @Test
  void anUnknownAreaIsRefused() throws Exception {
    tells(Commands.arxos("gatway"), 2, "gatway");
  }

  private Commands.Said gateway(String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "gateway",
                "run",
                "--config",
                Commands.HOME.resolve("config/gateway.yaml").toString(),
                "--site",
                SITE.toString()));
    if (!List.of(more).contains("--data")) {
      arguments.addAll(List.of("--data", folder.resolve("gateway").toString()));
    }
    arguments.addAll(List.of(more));
    return Commands.arxos(arguments.toArray(String[]::new));
  }

  private static void tells(Commands.Said said, int code, String... words) {
    assertEquals(code, said.code(), said::toString);
    for (String word : words) {
      assertTrue(said.err().contains(word), () -> "missing \"" + word + "\" in\n" + said);
    }
    assertTrue(said.err().lines().count() <= 3, () -> "more than a clear line:\n" + said);
    assertTrue(!said.err().contains("\tat "), () -> "a stack trace:\n" + said);
  }
}
