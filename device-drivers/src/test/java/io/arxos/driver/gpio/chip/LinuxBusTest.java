package io.arxos.driver.gpio.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The kernel's calls where there is no bus: each must come back with the kernel's own refusal.
@EnabledOnOs(OS.LINUX)
final class LinuxBusTest {
  @Test
  void aBusThatIsNotThereIsRefusedByTheKernel() {
    var missing = assertThrows(IOException.class, () -> LinuxBus.open("/dev/i2c-99"));
    assertEquals("/dev/i2c-99: error 2", missing.getMessage()); // ENOENT
  }

  // /dev/null opens and knows none of the calls of a bus: ENOTTY says that they arrived.
  @Test
  void theCallsReachTheKernel() throws IOException {
    try (Bus bus = LinuxBus.open("/dev/null")) {
      var refused = assertThrows(IOException.class, () -> bus.transfer(0x76, new byte[] {1, 2}, 3));
      assertEquals("/dev/null: error 25", refused.getMessage());
    }
    Bus closed = LinuxBus.open("/dev/null");
    closed.close();
    closed.close();
    assertThrows(IOException.class, () -> closed.transfer(0x76, new byte[1], 0));
  }
}
