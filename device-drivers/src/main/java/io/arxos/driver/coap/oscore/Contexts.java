package io.arxos.driver.coap.oscore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.util.Bytes;
import org.eclipse.californium.oscore.CoapOSException;
import org.eclipse.californium.oscore.ErrorDescriptions;
import org.eclipse.californium.oscore.OSCoreCtx;
import org.eclipse.californium.oscore.OSCoreCtxDB;
import org.eclipse.californium.oscore.OSCoreEndpointContextInfo;
import org.jspecify.annotations.Nullable;

/// The contexts of a socket. The library asks for the one it is to use by a token, which is the
/// choice of whoever asks and need not be one device's alone: it gets the one that was chosen just
/// before. For the thread of the socket.
final class Contexts implements OSCoreCtxDB {
  private static final int TOKENS_MAX = 4_096;

  private final List<Context> all;
  private final Map<Bytes, List<Context>> byDevice = new HashMap<>();
  private final Map<Token, Context> asked =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Token, Context> eldest) {
          return size() > TOKENS_MAX;
        }
      };
  private @Nullable Context chosen;

  Contexts(List<Context> all) {
    this.all = List.copyOf(all);
    for (Context one : all) {
      byDevice.computeIfAbsent(new Bytes(one.keys().theirs()), _ -> new ArrayList<>()).add(one);
    }
  }

  /// What the library is to use next.
  void choose(Context context) {
    chosen = context;
  }

  /// Of a device that we ask: the only one, or the one that has sent us something from there.
  @Nullable Context toward(@Nullable EndpointContext peer) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    String id = peer == null ? null : peer.getString(OSCoreEndpointContextInfo.OSCORE_RECIPIENT_ID);
    String context =
        peer == null ? null : peer.getString(OSCoreEndpointContextInfo.OSCORE_CONTEXT_ID);
    return all.stream()
        .filter(one ->
            one.getRecipientIdString().equals(id) && one.getContextIdString().equals(context))
        .findFirst()
        .orElse(null);
  }

  void asked(Token token, Context context) {
    if (all.size() > 1) {
      asked.put(token, context);
    }
  }

  /// Of a question with this token.
  @Nullable Context answering(Token token) {
    return all.size() == 1 ? all.getFirst() : asked.get(token);
  }

  /// Of a device that asks us.
  Context of(byte @Nullable [] device, byte @Nullable [] context) throws CoapOSException {
    List<Context> same =
        device == null ? List.of() : byDevice.getOrDefault(new Bytes(device), List.of());
    if (context == null && same.size() > 1) {
      throw new CoapOSException(
          ErrorDescriptions.CONTEXT_NOT_FOUND_IDCONTEXT, ResponseCode.UNAUTHORIZED);
    }
    return same.stream()
        .filter(one -> context == null || Arrays.equals(context, one.keys().context()))
        .findFirst()
        .orElseThrow(() ->
            new CoapOSException(ErrorDescriptions.CONTEXT_NOT_FOUND, ResponseCode.UNAUTHORIZED));
  }

  @Override
  public @Nullable OSCoreCtx getContext(byte[] device) {
    return null; // asked only when nothing was chosen
  }

  @Override
  public OSCoreCtx getContext(byte[] device, byte[] context) throws CoapOSException {
    return of(device, context);
  }

  @Override
  public @Nullable OSCoreCtx getContextByToken(Token token) {
    return chosen;
  }

  @Override
  public @Nullable OSCoreCtx getContext(String uri) {
    return chosen;
  }

  @Override
  public void addContext(Token token, OSCoreCtx context) {
    // the contexts of a socket are there from the beginning
  }

  @Override
  public void addContext(String uri, OSCoreCtx context) {
    // as above
  }

  @Override
  public void addContext(OSCoreCtx context) {
    // as above
  }

  @Override
  public void removeContext(OSCoreCtx context) {
    // they stay
  }

  @Override
  public boolean tokenExist(Token token) {
    return false;
  }

  @Override
  public void purge() {
    chosen = null;
  }

  @Override
  public void removeToken(Token token) {
    // none are kept
  }
}
