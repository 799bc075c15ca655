package io.arxos.cloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.access.LoginLinks.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginLinksTest {
  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  @TempDir Path keys;
  private final Set<String> nonces = new HashSet<>();

  @Test
  void linkWorksOnce() throws Exception {
    Signer signer = Signer.open(keys, "login");
    String token = LoginLinks.make(signer, "Facility manager", NOW);
    LoginLinks links = new LoginLinks(signer, (nonce, _, _) -> nonces.add(nonce));
    assertEquals(new Outcome.Welcome("Facility manager"), links.use(token, NOW));
    assertEquals(new Outcome.Used(), links.use(token, NOW));
  }

  @Test
  void linkWorksForADay() throws Exception {
    Signer signer = Signer.open(keys, "login");
    String token = LoginLinks.make(signer, "A", NOW);
    LoginLinks links = new LoginLinks(signer, (nonce, _, _) -> nonces.add(nonce));
    Instant end = NOW.plus(Duration.ofHours(24));
    assertInstanceOf(Outcome.Expired.class, links.use(token, end));
    assertInstanceOf(Outcome.Welcome.class, links.use(token, end.minusSeconds(1)));
  }

  @Test
  void everyChangedCharacterIsNoticed() throws Exception {
    Signer signer = Signer.open(keys, "login");
    String token = LoginLinks.make(signer, "A", NOW);
    LoginLinks links = new LoginLinks(signer, (_, _, _) -> true);
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'g' : 'A';
      String forged = token.substring(0, i) + other + token.substring(i + 1);
      assertInstanceOf(Outcome.Unknown.class, links.use(forged, NOW));
    }
    assertInstanceOf(Outcome.Unknown.class, links.use("", NOW));
    assertInstanceOf(Outcome.Unknown.class, links.use("%%%", NOW));
    assertInstanceOf(Outcome.Unknown.class, links.use("A".repeat(100_000), NOW));
  }

  // A login link must not pass for a session, or whoever sees one in a log stays for a month.
  @Test
  void tokenOfOnePurposeOpensForNoOther() throws Exception {
    String token = LoginLinks.make(Signer.open(keys, "login"), "A", NOW);
    assertEquals(Optional.empty(), Signer.open(keys, "session").open(token));
  }

  @Test
  void signingKeyIsForItsOwnerOnlyAndIsKept() throws Exception {
    Signer signer = Signer.open(keys, "login");
    Path file = keys.resolve("signing.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Signer.open(keys, "login").open(signer.seal(new byte[] {1})).isPresent());
    Files.write(file, new byte[3]);
    assertThrows(AccessProblem.class, () -> Signer.open(keys, "login"));
  }

  @Test
  void sessionEndsByItself() throws Exception {
    Sessions sessions = new Sessions(Signer.open(keys, "session"));
    String cookie = sessions.begin("Ada", NOW);
    assertEquals(Optional.of("Ada"), sessions.user(cookie, NOW.plus(Duration.ofDays(29))));
    assertEquals(Optional.empty(), sessions.user(cookie, NOW.plus(Duration.ofDays(30))));
    assertEquals(Optional.empty(), sessions.user(cookie + "A", NOW));
  }
}
