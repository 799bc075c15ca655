package io.arxos.driver.modbus;

import com.digitalpetri.modbus.client.ModbusClient;
import com.digitalpetri.modbus.client.ModbusRtuClient;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import com.fazecast.jSerialComm.SerialPort;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/// The way to the units.
///
/// @param timeout of a connection and of an answer
/// @param pause between an answer and the next question
sealed interface ModbusWire {
  Duration timeout();

  Duration pause();

  /// For people.
  String place();

  Client client();

  /// Whether frames carry no number of the question: then an answer that comes too late may be
  /// taken for that of the next question, so the connection is made anew after a silence.
  boolean anonymous();

  /// The library's client, and what only one kind of it can do.
  sealed interface Client {
    ModbusClient library();

    /// The exception code of a refusal.
    int code(ModbusResponseException refusal);

    /// How many bytes have come so far, frames or not; 0 where nobody counts.
    long heard();

    /// For function codes that the library does not know; nothing where it has no way to send them.
    Optional<CompletionStage<byte[]>> raw(int unit, byte[] pdu);

    record Tcp(ModbusTcpClient client) implements Client {
      @Override
      public ModbusClient library() {
        return client;
      }

      @Override
      public int code(ModbusResponseException refusal) {
        return refusal.getExceptionCode();
      }

      @Override
      public long heard() {
        return 0; // TCP delivers frames whole or not at all
      }

      @Override
      public Optional<CompletionStage<byte[]>> raw(int unit, byte[] pdu) {
        return Optional.of(client.sendRawAsync(unit, pdu));
      }
    }

    /// RTU frames.
    final class Rtu implements Client {
      private final TappedTransport transport;
      private final ModbusRtuClient client;

      Rtu(TappedTransport transport, Duration timeout) {
        this.transport = transport;
        this.client =
            ModbusRtuClient.create(transport, config -> config.setRequestTimeout(timeout));
      }

      @Override
      public ModbusClient library() {
        return client;
      }

      @Override
      public int code(ModbusResponseException refusal) {
        return transport.lastCode();
      }

      @Override
      public long heard() {
        return transport.heard();
      }

      @Override
      public Optional<CompletionStage<byte[]>> raw(int unit, byte[] pdu) {
        return Optional.empty();
      }
    }
  }

  /// Modbus TCP, or RTU frames over a TCP connection.
  record Tcp(String host, int port, boolean rtu, Duration timeout, Duration pause)
      implements ModbusWire {
    @Override
    public String place() {
      return host + ":" + port;
    }

    @Override
    public boolean anonymous() {
      return rtu;
    }

    @Override
    public Client client() {
      if (rtu) {
        var heard = new AtomicLong();
        var transport =
            NettyRtuClientTransport.create(config ->
                config
                    .setHostname(host)
                    .setPort(port)
                    .setConnectTimeout(timeout)
                    .setConnectPersistent(false)
                    .setPipelineCustomizer(pipeline -> pipeline.addFirst(new Counting(heard))));
        return new Client.Rtu(new TappedTransport(transport, heard, Runnable::run), timeout);
      }
      var transport =
          NettyTcpClientTransport.create(config ->
              config
                  .setHostname(host)
                  .setPort(port)
                  .setConnectTimeout(timeout)
                  .setConnectPersistent(false));
      return new Client.Tcp(
          ModbusTcpClient.create(transport, config -> config.setRequestTimeout(timeout)));
    }
  }

  /// Counts what comes on a connection and passes it on.
  final class Counting extends ChannelInboundHandlerAdapter {
    private final AtomicLong heard;

    Counting(AtomicLong heard) {
      this.heard = heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes) {
        heard.addAndGet(bytes.readableBytes());
      }
      context.fireChannelRead(message);
    }
  }

  /// A serial port.
  record Serial(String port, Format format, Duration timeout, Duration pause)
      implements ModbusWire {
    @Override
    public String place() {
      return port;
    }

    private static void apart(Runnable call) {
      Thread.ofPlatform().daemon().name("modbus serial").start(call);
    }

    @Override
    public boolean anonymous() {
      return true;
    }

    @Override
    public Client client() {
      SerialPort opened = SerialPort.getCommPort(port);
      opened.setComPortParameters(
          format.baud(),
          8,
          format.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
          switch (format.parity()) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
          });
      var heard = new AtomicLong();
      var transport = new SerialTransport(opened, heard);
      return new Client.Rtu(new TappedTransport(transport, heard, Serial::apart), timeout);
    }
  }

  /// How bytes go over a serial line.
  record Format(int baud, Parity parity, int stopBits) {
    private static final double CHARACTERS_OF_SILENCE = 3.5;
    private static final int FAST_BAUD = 19_200;
    private static final Duration FAST_SILENCE = Duration.ofNanos(1_750_000);

    /// Bits of one byte on the line.
    int bits() {
      return 1 + 8 + (parity == Parity.NONE ? 0 : 1) + stopBits;
    }

    /// The time that ends a frame (Modbus over Serial Line, 2.5.1.1).
    Duration silence() {
      return baud > FAST_BAUD
          ? FAST_SILENCE
          : Duration.ofNanos(Math.round(CHARACTERS_OF_SILENCE * bits() * 1e9 / baud));
    }
  }

  /// Of a serial line.
  enum Parity {
    NONE,
    EVEN,
    ODD
  }
}
