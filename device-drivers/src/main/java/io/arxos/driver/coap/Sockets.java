package io.arxos.driver.coap;

import io.arxos.driver.DriverException;
import io.arxos.driver.coap.content.Content;
import io.arxos.driver.coap.oscore.Oscore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.jspecify.annotations.Nullable;

/// Makes the sockets of a driver, plain or protected.
final class Sockets {
  private final Security security;
  private final Consumer<String> refused;
  private volatile @Nullable DTLSConnector protectedBy;
  private volatile @Nullable Oscore sealedBy;

  /// @param refused told why, for each message that OSCORE does not believe; must not block
  Sockets(Security security, Consumer<String> refused) {
    this.security = security;
    this.refused = refused;
  }

  /// Whether messages are protected one by one.
  boolean seals() {
    return security instanceof Security.Sealed;
  }

  /// Whether the device took our number for a repetition because somebody else has our keys.
  boolean overtaken() {
    Oscore oscore = sealedBy;
    return oscore != null && oscore.overtaken();
  }

  void close() {
    Oscore oscore = sealedBy;
    if (oscore != null) {
      oscore.close();
    }
  }

  /// A socket that is not started yet.
  CoapEndpoint open(InetSocketAddress local, boolean server) throws DriverException {
    Configuration configuration = configuration();
    var builder = CoapEndpoint.builder().setConfiguration(configuration);
    DTLSConnector connector = security.connector(configuration, local, server);
    protectedBy = connector;
    if (security instanceof Security.Sealed sealed) {
      Oscore oscore = sealed.open(server, refused);
      sealedBy = oscore;
      oscore.protect(builder);
    }
    return connector == null
        ? builder.setInetSocketAddress(local).build()
        : builder.setConnector(connector).build();
  }

  /// The device may have forgotten the keys: the next message begins with a handshake, a short one
  /// where it has not.
  void distrust() {
    DTLSConnector connector = protectedBy;
    if (connector != null && connector.isRunning()) {
      connector.forceResumeAllSessions();
    }
  }

  static InetSocketAddress local(URI peer) {
    String host = String.valueOf(peer.getHost());
    boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return loopback
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
        : new InetSocketAddress(0);
  }

  static ScheduledThreadPoolExecutor thread(String name) {
    var thread =
        new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().daemon().name(name).unstarted(work));
    thread.setRemoveOnCancelPolicy(true);
    return thread;
  }

  private static Configuration configuration() {
    return new Configuration(
            CoapConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            SystemConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS)
        // Four times the waiting of RFC 7252 is for lossy radio; on a building's network a device
        // that has not answered in seven seconds is silent.
        .set(CoapConfig.ACK_TIMEOUT, 1, TimeUnit.SECONDS)
        .set(CoapConfig.MAX_RETRANSMIT, 2)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, Content.BYTES_MAX)
        .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
        .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
  }
}
