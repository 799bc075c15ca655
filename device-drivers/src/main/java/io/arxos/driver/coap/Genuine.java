package io.arxos.driver.coap;

import io.arxos.driver.coap.oscore.Oscore;
import java.util.function.BooleanSupplier;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;

/// Reads the answer to one question of a device that is protected by OSCORE. What is without
/// protection is an error, as a device that does not have our keys can say nothing else.
final class Genuine implements Answers.Reader {
  private static final int WORDS_MAX = 60;

  private final Answers.Reader reader;
  private final BooleanSupplier overtaken;
  private volatile byte @Nullable [] again;

  /// @param overtaken whether somebody else has used our keys meanwhile
  Genuine(Answers.Reader reader, BooleanSupplier overtaken) {
    this.reader = reader;
    this.overtaken = overtaken;
  }

  /// What to say when the question is put again at once; null when that would not help.
  byte @Nullable [] again() {
    return again;
  }

  @Override
  public Answer read(Response response) {
    boolean unauthorized = response.getCode() == ResponseCode.UNAUTHORIZED;
    if (Oscore.isGenuine(response)) {
      byte[] echo = Oscore.echo(response);
      again = unauthorized && echo.length > 0 ? echo : null;
      return reader.read(response);
    }
    again = unauthorized && overtaken.getAsBoolean() ? new byte[0] : null;
    return new Answer.Refusal(Answers.name(response) + ": " + reason(response));
  }

  private static String reason(Response response) {
    String why =
        switch (response.getCode()) {
          case UNAUTHORIZED ->
              "the device does not know our keys, or takes the message for a repetition";
          case BAD_REQUEST -> "the device cannot open the message: wrong secret, salt or context";
          case BAD_OPTION -> "the device does not speak OSCORE";
          default -> "the device does not protect its answer";
        };
    String words = response.getPayloadString().replaceAll("[^ -~]", "").strip();
    return words.isEmpty()
        ? why
        : why + " (" + words.substring(0, Math.min(WORDS_MAX, words.length())) + ")";
  }
}
