package io.arxos.driver.coap.oscore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file that an installer writes.
final class KeysTest {
  private static final String SECRET = "secret=hex:0102030405060708090a0b0c0d0e0f10";

  @TempDir private Path folder = Path.of("");

  private String refused(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), text);
    String reason = String.valueOf(assertThrows(IOException.class, () -> Keys.read(file)));
    assertFalse(reason.contains("0102030405"), reason);
    return reason;
  }

  @Test
  void linesAreRead() throws Exception {
    String text =
        "# gateway\n\nour-id=hex:00 device-id=sensor1 "
            + SECRET
            + " salt=base64:nnypIiN4Y0A= algorithm=AES-CCM-16-64-128 hkdf=HKDF-SHA-256\n"
            + SECRET
            + "   device-id=hex: our-id=gateway context=hex:01\n";
    var keys = Keys.read(Files.writeString(folder.resolve("keys"), text));
    assertEquals(2, keys.size());
    assertEquals(8, Objects.requireNonNull(keys.getFirst().salt()).length);
    assertEquals(0, keys.getLast().theirs().length);
    assertNotEquals(keys.getFirst().name(), keys.getLast().name());
    assertFalse(keys.toString().contains("0102030405060708"), keys.toString());
  }

  @Test
  void mistakesHaveALineAndAReason() throws Exception {
    String ids = "our-id=hex:00 device-id=hex:01 ";
    assertTrue(refused("\n" + ids).contains("line 2: secret is missing"));
    assertTrue(refused(ids + "secret=hex:0x01").contains("secret is not hex"));
    assertTrue(refused(ids + "secret=short").contains("at least 16 bytes"));
    assertTrue(refused("our-id=a device-id=a " + SECRET).contains("must not be the same"));
    assertTrue(refused("our-id=a device-id=12345678 " + SECRET).contains("at most 7"));
    assertTrue(refused(ids + SECRET + " master=1").contains("every word must be"));
    assertTrue(refused(ids + SECRET + " " + SECRET).contains("twice"));
    assertTrue(refused(ids + SECRET + " algorithm=A128GCM").contains("can only be"));
    String same = ids + SECRET + "\n";
    assertTrue(refused(same + same).contains("another device has this device-id"));
    assertTrue(refused("# nobody\n").contains("0 devices"));
  }
}
