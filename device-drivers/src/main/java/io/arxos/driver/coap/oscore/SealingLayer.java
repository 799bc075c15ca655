package io.arxos.driver.coap.oscore;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageObserver;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.stack.AbstractLayer;
import org.eclipse.californium.elements.util.Bytes;
import org.eclipse.californium.oscore.CoapOSException;
import org.eclipse.californium.oscore.ErrorDescriptions;
import org.eclipse.californium.oscore.OSException;
import org.eclipse.californium.oscore.ObjectSecurityLayer;
import org.jspecify.annotations.Nullable;

/// Seals what is sent and opens what comes; nothing passes it without, but errors about the
/// protection itself. What it lets up has an empty OSCORE option. Repetitions are below it.
final class SealingLayer extends AbstractLayer {
  private static final int NUMBER_MASK = 0xFF_FFFF; // of Observe

  private final Contexts contexts;
  private final boolean listens;
  private final Executor disk;
  private final Consumer<String> refused;
  private final Notified notified = new Notified();

  /// @param listens whether requests are heard at all
  /// @param disk one thread
  /// @param refused told why, for each message that is not believed
  SealingLayer(Contexts contexts, boolean listens, Executor disk, Consumer<String> refused) {
    this.contexts = contexts;
    this.listens = listens;
    this.disk = disk;
    this.refused = refused;
  }

  @Override
  public void sendRequest(Exchange exchange, Request request) {
    try {
      Context context = contexts.toward(request.getDestinationContext());
      if (context == null) {
        throw new OSException("no keys for this device");
      }
      context.prepare();
      context.name(true);
      contexts.choose(context);
      request.getOptions().setOscore(Bytes.EMPTY);
      Request sealed = ObjectSecurityLayer.prepareSend(contexts, request);
      sealed.addMessageObserver(0, new Named(request, sealed));
      exchange.setCryptographicContextID(sealed.getOptions().getOscore());
      super.sendRequest(exchange, sealed);
      if (sealed.getToken() != null) {
        contexts.asked(sealed.getToken(), context);
      }
    } catch (OSException | IOException | RuntimeException e) {
      request.setSendError(new UnsealedException("OSCORE cannot protect: " + e.getMessage(), e));
    }
  }

  @Override
  public void sendResponse(Exchange exchange, Response response) {
    byte[] question = exchange.getCryptographicContextID();
    if (question == null) {
      super.sendResponse(exchange, response);
      return;
    }
    try {
      Seal seal = Seal.of(question);
      Context context = contexts.of(seal.device(), seal.context());
      context.prepare();
      context.name(false);
      contexts.choose(context);
      // with a number of our own: whatever is lost, no number seals two answers
      Response sealed =
          ObjectSecurityLayer.prepareSend(contexts, response, context, true, false, seal.number());
      super.sendResponse(exchange, sealed);
    } catch (OSException | IOException | RuntimeException e) {
      refused.accept("an answer cannot be protected: " + e.getMessage());
      tell(exchange, exchange.getCurrentRequest(), ResponseCode.INTERNAL_SERVER_ERROR, "");
    }
  }

  @Override
  public void receiveRequest(Exchange exchange, Request request) {
    try {
      open(exchange, request);
    } catch (CoapOSException e) {
      String why = String.valueOf(e.getMessage());
      refused.accept(why);
      tell(exchange, request, e.getResponseCode(), why);
    } catch (RuntimeException _) { // the library's parser, on input nobody expected
      refused.accept("a message that cannot be read");
      tell(exchange, request, ResponseCode.BAD_REQUEST, ErrorDescriptions.DECRYPTION_FAILED);
    }
  }

  private void open(Exchange exchange, Request request) throws CoapOSException {
    byte[] question = request.getOptions().getOscore();
    if (!listens || question == null) {
      throw new CoapOSException("OSCORE is needed", ResponseCode.UNAUTHORIZED);
    }
    refuseBlocks(request);
    Seal seal = Seal.of(question);
    Context context = contexts.of(seal.device(), seal.context());
    seal.check(context, request);
    contexts.choose(context);
    Request open = ObjectSecurityLayer.prepareReceive(contexts, request, context);
    context.seen();
    open.getOptions().setOscore(Bytes.EMPTY);
    exchange.setRequest(open);
    exchange.setCurrentRequest(open);
    exchange.setCryptographicContextID(question);
    try {
      disk.execute(() -> keep(exchange, open, context));
    } catch (RejectedExecutionException _) {
      later(exchange, open, "too many messages at once");
    }
  }

  private void keep(Exchange exchange, Request open, Context context) {
    try {
      context.keep();
      exchange.execute(() -> super.receiveRequest(exchange, open));
    } catch (IOException e) {
      exchange.execute(() -> later(exchange, open, "cannot be noted as seen: " + e.getMessage()));
    }
  }

  /// The device may say it again, as another message.
  private void later(Exchange exchange, Request open, String why) {
    refused.accept(why);
    sendResponse(exchange, answer(open, ResponseCode.SERVICE_UNAVAILABLE, ""));
  }

  /// Blocks outside the seal are a proxy's, and would be put together before anybody looks whose
  /// they are.
  private static void refuseBlocks(Message message) throws CoapOSException {
    if (message.getOptions().hasBlock1() || message.getOptions().hasBlock2()) {
      throw new CoapOSException("blocks outside the seal", ResponseCode.BAD_OPTION);
    }
  }

  private void tell(Exchange exchange, Request request, ResponseCode code, String why) {
    if (listens && !request.isMulticast()) {
      super.sendResponse(exchange, answer(request, code, why));
    }
  }

  private static Response answer(Request request, ResponseCode code, String why) {
    Response response = Response.createResponse(request, code);
    boolean asked = request.isConfirmable();
    response.setType(asked ? Type.ACK : Type.NON);
    if (asked) {
      response.setMID(request.getMID());
    }
    response.getOptions().setMaxAge(0);
    response.setPayload(why);
    return response;
  }

  @Override
  public void receiveResponse(Exchange exchange, Response response) {
    Request asked = exchange.getCurrentRequest();
    byte[] question = question(exchange, asked);
    byte[] seal = response.getOptions().getOscore();
    if (seal == null && !response.isSuccess()) {
      super.receiveResponse(exchange, response); // of a device without our keys
      return;
    }
    if (seal == null || question == null) {
      ignore(asked, "answer without protection");
      return;
    }
    try {
      refuseBlocks(response);
      Context context = contexts.answering(asked.getToken());
      if (context == null) {
        throw new OSException("no keys");
      }
      contexts.choose(context);
      int number = Seal.of(question).number();
      int own = Seal.of(seal).number();
      Seal.of(seal).check(context, response, number);
      Response open = ObjectSecurityLayer.prepareReceive(contexts, response, number);
      if (asked.getOptions().hasObserve() && !notified.isNew(asked.getToken(), question, own)) {
        ignore(asked, "notification that came before");
        return;
      }
      if (open.getOptions().hasObserve()) {
        open.getOptions().setObserve((own + 1) & NUMBER_MASK);
      }
      open.getOptions().setOscore(Bytes.EMPTY);
      super.receiveResponse(exchange, open);
    } catch (OSException | RuntimeException _) { // of the library's parser, too
      ignore(asked, "answer that cannot be opened: wrong secret");
    }
  }

  /// The option of what we asked; null when it had none. An observation outlives its exchange.
  private static byte @Nullable [] question(Exchange exchange, Request asked) {
    byte[] question = exchange.getCryptographicContextID();
    if (question != null) {
      return question;
    }
    byte[] option = asked.getOptions().getOscore();
    if (option == null || option.length == 0) {
      return null;
    }
    exchange.setCryptographicContextID(option);
    return option;
  }

  /// The genuine answer may still come.
  private void ignore(Request asked, String why) {
    refused.accept(why);
    for (MessageObserver one : asked.getMessageObservers()) {
      if (one instanceof Watcher watcher) {
        watcher.onRefused(why);
      }
    }
  }

  /// A socket names what it sends; whoever waits knows the message that is not sealed.
  private static final class Named extends MessageObserverAdapter {
    private final Request plain;
    private final Request sealed;

    Named(Request plain, Request sealed) {
      this.plain = plain;
      this.sealed = sealed;
    }

    @Override
    public void onReadyToSend() {
      Token token = sealed.getToken();
      if (plain.getToken() == null && token != null) {
        plain.setToken(token);
      }
      if (!plain.hasMID() && sealed.hasMID()) {
        plain.setMID(sealed.getMID());
      }
    }
  }
}
