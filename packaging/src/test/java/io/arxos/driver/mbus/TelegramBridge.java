package io.arxos.driver.mbus;

/// Lets the fuzz target reach [Telegram] and [Records].
public final class TelegramBridge {
  private TelegramBridge() {}

  /// Whether the bytes are a frame, or records without one.
  public static boolean reads(byte[] data) {
    boolean records = !Records.read(data).entries().isEmpty();
    if (Telegram.parse(data, data.length) instanceof Telegram.Parsed.Frame frame) {
      Records.read(Telegram.sender(frame).records());
      return true;
    }
    return records;
  }
}
