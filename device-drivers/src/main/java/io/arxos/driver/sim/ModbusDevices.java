package io.arxos.driver.sim;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The devices on the field bus, behind one Modbus TCP port. They answer when asked.
final class ModbusDevices implements Devices {
  private static final Logger log = LoggerFactory.getLogger(ModbusDevices.class);
  private static final int BIND_SECONDS_MAX = 10;

  private final ModbusTcpServer server;
  private final int port;

  private ModbusDevices(ModbusTcpServer server, int port) {
    this.server = server;
    this.port = port;
  }

  static ModbusDevices start(LiveBuilding building, int port) throws IOException {
    var bound = new CompletableFuture<Integer>();
    var transport =
        NettyTcpServerTransport.create(config ->
            config
                .setBindAddress("127.0.0.1")
                .setPort(port)
                .setBootstrapCustomizer(bootstrap -> bootstrap.handler(new PortReader(bound))));
    var server = ModbusTcpServer.create(transport, new FieldBus(building));
    try {
      server.start();
      return new ModbusDevices(server, bound.get(BIND_SECONDS_MAX, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Modbus cannot listen on port " + port, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void look(long nowNanos) {
    // a slave speaks only when spoken to
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ExecutionException e) {
      log.debug("field bus: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Learns which port the listening channel got; the transport does not say.
  private static final class PortReader extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Integer> port;

    PortReader(CompletableFuture<Integer> port) {
      this.port = port;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      port.complete(((InetSocketAddress) context.channel().localAddress()).getPort());
      context.fireChannelActive();
    }
  }
}
