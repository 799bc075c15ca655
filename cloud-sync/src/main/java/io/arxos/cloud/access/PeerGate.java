package io.arxos.cloud.access;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Lets each kind of peer call what is meant for it: gateways the sync stream, services everything
/// else; health is for both. Puts the peer into the call's context for those behind it.
public final class PeerGate implements ServerInterceptor {
  /// The peer of the current call; always set behind this gate.
  public static final Context.Key<Peer> PEER = Context.key("peer");

  private static final String SYNC = "arxos.edge.v1.GatewaySync";
  private static final String HEALTH = "grpc.health.v1.Health";

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Peer peer = peerOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    String service = call.getMethodDescriptor().getServiceName();
    Status refusal = refusal(peer, service == null ? "" : service);
    if (!refusal.isOk()) {
      call.close(refusal, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(Context.current().withValue(PEER, peer), call, headers, next);
  }

  static Status refusal(Peer peer, String service) {
    return switch (peer) {
      case Peer.Stranger(String why) ->
          Status.UNAUTHENTICATED.withDescription("the certificate is not accepted: " + why);
      case Peer.Gateway(String id) when !service.equals(SYNC) && !service.equals(HEALTH) ->
          Status.PERMISSION_DENIED.withDescription(
              "gateway " + id + " may only sync; this needs the certificate of a service");
      case Peer.Service(String name) when service.equals(SYNC) ->
          Status.PERMISSION_DENIED.withDescription(
              "service " + name + " may not sync; this needs the certificate of a gateway");
      case Peer.Gateway _, Peer.Service _ -> Status.OK;
    };
  }

  private static Peer peerOf(@org.jspecify.annotations.Nullable SSLSession session) {
    if (session == null) {
      return new Peer.Stranger("the connection is not encrypted");
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? Peer.of(certificate)
          : new Peer.Stranger("there is none");
    } catch (SSLPeerUnverifiedException _) {
      return new Peer.Stranger("there is none");
    }
  }
}
