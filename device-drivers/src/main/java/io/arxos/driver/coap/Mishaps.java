package io.arxos.driver.coap;

import io.arxos.driver.line.DeviceStats;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.scandium.dtls.HandshakeException;

/// Counts repetitions, and says why a question got no answer, where Californium's client only says
/// that it did not.
final class Mishaps extends MessageObserverAdapter {
  private final Consumer<Answer> to;
  private final DeviceStats counted;
  private volatile boolean acknowledged;

  Mishaps(Consumer<Answer> to, DeviceStats counted) {
    this.to = to;
    this.counted = counted;
  }

  /// Whether the device has said that it has the question; its answer may be late.
  boolean acknowledged() {
    return acknowledged;
  }

  @Override
  public void onAcknowledgement() {
    acknowledged = true;
  }

  @Override
  public void onRetransmission() {
    counted.retried();
  }

  /// RFC 7252, 4.2: the device is there and will have nothing to do with it.
  @Override
  public void onReject() {
    to.accept(new Answer.Refusal("the device rejects the message (reset)"));
  }

  @Override
  public void onResponseHandlingError(Throwable cause) {
    to.accept(new Answer.Refusal("answer that cannot be read, or is too long"));
  }

  @Override
  public void onSendError(Throwable error) {
    to.accept(
        error instanceof HandshakeException
            ? new Answer.Silence("no secure connection: wrong identity, secret or certificate")
            : Answer.Silence.PLAIN);
  }
}
