package io.arxos.driver.coap;

import io.arxos.driver.coap.oscore.UnsealedException;
import io.arxos.driver.coap.oscore.Watcher;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.Trouble;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.scandium.dtls.HandshakeException;

/// Counts repetitions, and says why a question got no answer, where Californium's client only says
/// that it did not.
final class Mishaps extends MessageObserverAdapter implements Watcher {
  private final Consumer<Answer> to;
  private final DeviceStats counted;
  private volatile boolean acknowledged;
  private volatile String refused = "";

  Mishaps(Consumer<Answer> to, DeviceStats counted) {
    this.to = to;
    this.counted = counted;
  }

  /// What is to be said when nothing better came than `given`.
  Answer instead(Answer given) {
    return !(given instanceof Answer.Silence)
        ? given
        : !refused.isEmpty()
            ? new Answer.Refusal(refused)
            : acknowledged ? Answer.Silence.LATE : given;
  }

  @Override
  public void onRefused(String why) {
    counted.troubled(Trouble.MISMATCH);
    refused = why;
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
        switch (error) {
          case HandshakeException _ ->
              new Answer.Silence("no secure connection: wrong identity, secret or certificate");
          case UnsealedException unsealed ->
              new Answer.Silence(String.valueOf(unsealed.getMessage()));
          default -> Answer.Silence.PLAIN;
        });
  }
}
