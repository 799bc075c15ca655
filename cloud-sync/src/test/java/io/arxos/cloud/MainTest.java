package io.arxos.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operator is told, and with which exit code, when a command cannot do its work.
class MainTest {
  @TempDir Path folder;

  private record Said(int code, String out, String err) {}

  private static Said arxosCloud(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void unknownKeyStopsTheStart() throws Exception {
    Path config = Files.writeString(folder.resolve("cloud.yaml"), "http:\n  prot: 1\n");
    Said said = arxosCloud("run", "--config", config);
    assertEquals(2, said.code());
    assertEquals(config + ":2  unknown key http.prot; did you mean http.port?", said.err().strip());
  }

  @Test
  void missingCertificateSaysHowToMakeOne() {
    Said said = arxosCloud("run", "--data", folder, "--http-port", "0", "--grpc-port", "0");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("arxos cloud ca init --data " + folder), said.err());
  }

  @Test
  void portInUseNamesItAndHowToChangeIt() throws Exception {
    assertEquals(0, arxosCloud("ca", "init", "--data", folder).code());
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Said said =
          arxosCloud(
              "run", "--data", folder, "--http-port", taken.getLocalPort(), "--grpc-port", "0");
      assertEquals(5, said.code());
      assertEquals(
          "port %d on 127.0.0.1 is in use; choose another with --http-port or http.port in the"
                  .formatted(taken.getLocalPort())
              + " settings",
          said.err().strip());
    }
  }

  @Test
  void secondCloudOnTheSameFolderNamesTheFirst() throws Exception {
    try (var first = DataFolder.take(folder)) {
      Said said = arxosCloud("run", "--data", folder);
      assertEquals(5, said.code());
      assertTrue(
          said.err().contains("already runs") && said.err().contains("" + pid()), said.err());
      assertTrue(first != null);
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void authorityIsMadeOnceAndIssues() {
    assertEquals(0, arxosCloud("ca", "init", "--data", folder).code());
    assertEquals(5, arxosCloud("ca", "init", "--data", folder).code());
    Path out = folder.resolve("out");
    assertEquals(
        0, arxosCloud("ca", "gateway", "hofgarten-1", "--data", folder, "--out", out).code());
    assertTrue(Files.exists(out.resolve("key.pem")));
    assertEquals(
        2, arxosCloud("ca", "gateway", "Not a name", "--data", folder, "--out", out).code());
    assertEquals(5, arxosCloud("ca", "service", "trends", "--data", folder, "--out", out).code());
  }

  @Test
  void loginPrintsALinkToWhereTheCloudIs() throws Exception {
    assertEquals(2, arxosCloud("login", "--data", folder).code());
    assertEquals(0, arxosCloud("ca", "init", "--data", folder).code());
    Files.writeString(folder.resolve(DataFolder.ADDRESS), "http://127.0.0.1:4711\n");
    Said said = arxosCloud("login", "--data", folder);
    assertEquals(0, said.code());
    assertTrue(said.out().startsWith("http://127.0.0.1:4711/login?once="), said.out());
  }

  @Test
  void auditOfAFolderWithoutAStoreSaysSo() {
    Said said = arxosCloud("audit", "--data", folder);
    assertEquals(2, said.code());
    assertTrue(said.err().contains("is this the cloud's data folder?"), said.err());
  }
}
