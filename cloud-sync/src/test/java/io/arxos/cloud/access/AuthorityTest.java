package io.arxos.cloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  @TempDir Path folder;

  @Test
  void gatewayCertificateNamesTheGatewayAndNobodyElse() throws Exception {
    Authority.init(folder.resolve("keys"), NOW);
    Authority authority = Authority.open(folder.resolve("keys"));
    authority.gateway("hofgarten-1", folder.resolve("gateway"), NOW);
    authority.service("trends", folder.resolve("service"), NOW);

    assertEquals(new Peer.Gateway("hofgarten-1"), peer("gateway"));
    assertEquals(new Peer.Service("trends"), peer("service"));
  }

  @Test
  void privateKeysAreForTheirOwnerOnly() throws Exception {
    Authority.init(folder.resolve("keys"), NOW);
    Authority.open(folder.resolve("keys")).gateway("a", folder.resolve("out"), NOW);
    for (String file : List.of("keys/ca-key.pem", "keys/server-key.pem", "out/key.pem")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))));
      assertTrue(Files.readString(folder.resolve(file)).startsWith("-----BEGIN PRIVATE KEY-----"));
    }
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path keys = folder.resolve("keys");
    Authority.init(keys, NOW);
    String before = Files.readString(keys.resolve("ca.pem"));
    AccessProblem again = assertThrows(AccessProblem.class, () -> Authority.init(keys, NOW));
    assertTrue(again.isConflict());
    assertEquals(before, Files.readString(keys.resolve("ca.pem")));

    Authority authority = Authority.open(keys);
    authority.gateway("a", folder.resolve("out"), NOW);
    assertTrue(
        assertThrows(AccessProblem.class, () -> authority.gateway("b", folder.resolve("out"), NOW))
            .isConflict());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Hofgarten", "a b", "a/b", "-a", "a--b", "../a", "ä"})
  void namesThatCouldMeanSomethingElseAreRefused(String name) throws Exception {
    Authority.init(folder.resolve("keys"), NOW);
    Authority authority = Authority.open(folder.resolve("keys"));
    AccessProblem problem =
        assertThrows(
            AccessProblem.class, () -> authority.gateway(name, folder.resolve("out"), NOW));
    assertFalse(problem.isConflict());
  }

  @Test
  void missingAuthoritySaysHowToMakeOne() {
    AccessProblem problem =
        assertThrows(AccessProblem.class, () -> Authority.open(folder.resolve("keys")));
    assertTrue(problem.line().contains("arxos cloud ca init"), problem.line());
  }

  private Peer peer(String out) throws AccessProblem {
    return Peer.of(Pem.certificates(folder.resolve(out).resolve("certificate.pem")).getFirst());
  }
}
