package io.arxos.driver.coap;

import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.Response;

/// Passes on what Californium hears as an [Answer].
record Answers(Consumer<Answer> to, Reader reader) implements CoapHandler {
  /// Makes an answer of a response; may throw.
  interface Reader {
    Answer read(Response response);
  }

  @Override
  public void onLoad(CoapResponse response) {
    Answer answer;
    try {
      answer = reader.read(response.advanced());
    } catch (RuntimeException _) { // Californium's parser, on input nobody expected
      answer = new Answer.Refusal("answer that cannot be read");
    }
    to.accept(answer);
  }

  @Override
  public void onError() {
    to.accept(Answer.Silence.PLAIN);
  }

  static Answer of(Response response) {
    if (!response.isSuccess()) {
      return new Answer.Refusal(name(response));
    }
    byte[] payload = response.getPayload();
    return new Answer.Content(
        payload == null ? new byte[0] : payload,
        response.getOptions().getContentFormat(),
        response.getOptions().getMaxAge(),
        response.getOptions().hasObserve());
  }

  /// Such as `4.04 not found`.
  static String name(Response response) {
    var code = response.getCode();
    return code + " " + code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
