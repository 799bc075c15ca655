package io.arxos.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.driver.Driver;
import io.arxos.driver.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// By DTLS with a secret. Runs where libcoap3-bin is installed.
@EnabledIf("installed")
final class LibcoapPskTest extends LibcoapContract {
  @TempDir private Path directory = Path.of("");

  @Override
  protected Map<String, Object> settings() {
    return settings(LibcoapPeer.SECRET);
  }

  private Map<String, Object> settings(String secret) {
    try {
      Path file = Files.writeString(directory.resolve("secret"), secret + "\n");
      return Map.of(
          "url",
          "coaps://127.0.0.1:" + (port() + 1),
          "timeout",
          "3s",
          "psk-identity",
          LibcoapPeer.IDENTITY,
          "psk-file",
          file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The control: nothing is read without the right secret.
  @Test
  void aWrongSecretReadsNothing() throws Exception {
    sense(true);
    try (Driver driver = create(new HashMap<>(settings("another")), List.of(sensor()))) {
      driver.open(sink);
      Reading.Bad bad = assertInstanceOf(Reading.Bad.class, read(driver, SENSOR));
      assertEquals(Reading.Kind.DOWN, bad.kind());
    }
  }
}
