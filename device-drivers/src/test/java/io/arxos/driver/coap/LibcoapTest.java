package io.arxos.driver.coap;

import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;

/// Plain. Runs where libcoap3-bin is installed.
@EnabledIf("installed")
final class LibcoapTest extends LibcoapContract {
  @Override
  protected Map<String, Object> settings() {
    return Map.of("url", "coap://127.0.0.1:" + port(), "timeout", "2s");
  }
}
