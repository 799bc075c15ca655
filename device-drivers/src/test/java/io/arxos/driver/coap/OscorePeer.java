package io.arxos.driver.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.oscore.HashMapCtxDB;
import org.eclipse.californium.oscore.OSCoreCoapStackFactory;
import org.eclipse.californium.oscore.OSCoreCtx;

/// A device with the library's own layers, so that both ends are not of the same make.
final class OscorePeer implements AutoCloseable {
  private final CoapServer server;
  private final Value value = new Value();

  /// A resource that can be read, observed and written.
  static final class Value extends CoapResource {
    final AtomicInteger echoes = new AtomicInteger();
    private volatile String text = "21.5";
    private volatile boolean doubts;

    Value() {
      super("value");
      setObservable(true);
      getAttributes().setObservable();
    }

    void say(String next) {
      text = next;
      changed();
    }

    /// Wants its echo before anything else, as a device does that has restarted.
    void doubt() {
      doubts = true;
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      if (doubts && !echoed(exchange)) {
        var response = new Response(ResponseCode.UNAUTHORIZED);
        response.getOptions().addOption(StandardOptionRegistry.ECHO.create(new byte[] {1, 2, 3}));
        exchange.respond(response);
        return;
      }
      exchange.respond(ResponseCode.CONTENT, text);
    }

    private boolean echoed(CoapExchange exchange) {
      for (Option one : exchange.getRequestOptions().asSortedList()) {
        if (one.getNumber() == StandardOptionRegistry.ECHO.getNumber()) {
          echoes.incrementAndGet();
          doubts = false;
          return true;
        }
      }
      return false;
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      text = exchange.getRequestText();
      exchange.respond(ResponseCode.CHANGED);
    }
  }

  OscorePeer(byte[] own, byte[] gateways, byte[] secret) throws Exception {
    Configuration configuration =
        new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS)
            .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    var contexts = new HashMapCtxDB();
    contexts.addContext(
        new OSCoreCtx(secret, false, null, own, gateways, null, 32, null, null, 64 * 1024));
    server = new CoapServer(configuration);
    server.addEndpoint(
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .setCoapStackFactory(new OSCoreCoapStackFactory())
            .setCustomCoapStackArgument(contexts)
            .build());
    server.add(value);
    server.start();
  }

  Value value() {
    return value;
  }

  int port() {
    return server.getEndpoints().getFirst().getAddress().getPort();
  }

  @Override
  public void close() {
    server.destroy();
  }
}
