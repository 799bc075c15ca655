package io.arxos.driver.gpio.chip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A bus in memory. Each chip answers with what is laid down for the bytes that were written last,
/// as hex; what is written is remembered.
final class MemoryBus implements Bus {
  final Map<Integer, Map<String, String>> chips = new HashMap<>();
  final List<String> written = new ArrayList<>();
  private final Map<Integer, String> last = new HashMap<>();
  int transfers;
  boolean closed;

  /// After these bytes are written, those are read.
  void say(int address, String after, String answer) {
    chips.computeIfAbsent(address, _ -> new HashMap<>()).put(after, answer);
  }

  @Override
  public byte[] transfer(int address, byte[] out, int count) throws IOException {
    transfers++;
    Map<String, String> chip = chips.get(address);
    if (chip == null) {
      throw new IOException("error 121"); // EREMOTEIO: nobody acknowledges the address
    }
    HexFormat hex = HexFormat.of().withUpperCase();
    if (out.length > 0) {
      String bytes = hex.formatHex(out);
      last.put(address, bytes);
      written.add(bytes);
      if (out.length == 2) { // a register is written; it reads back
        chip.put(bytes.substring(0, 2), bytes.substring(2));
      }
    }
    if (count == 0) {
      return new byte[0];
    }
    byte[] all = HexFormat.of().parseHex(chip.getOrDefault(last.getOrDefault(address, ""), ""));
    byte[] answer = new byte[count];
    System.arraycopy(all, 0, answer, 0, Math.min(count, all.length));
    return answer;
  }

  @Override
  public void close() {
    closed = true;
  }
}
