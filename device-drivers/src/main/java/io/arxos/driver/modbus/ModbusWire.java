package io.arxos.driver.modbus;

import com.digitalpetri.modbus.client.ModbusClient;
import com.digitalpetri.modbus.client.ModbusRtuClient;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.serial.client.SerialPortClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import com.fazecast.jSerialComm.SerialPort;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

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
        var transport =
            NettyRtuClientTransport.create(config ->
                config
                    .setHostname(host)
                    .setPort(port)
                    .setConnectTimeout(timeout)
                    .setConnectPersistent(false));
        return new Client.Rtu(new TappedTransport(transport, Runnable::run), timeout);
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
      var transport =
          SerialPortClientTransport.create(config ->
              config
                  .setSerialPort(port)
                  .setBaudRate(format.baud())
                  .setDataBits(8)
                  .setParity(
                      switch (format.parity()) {
                        case NONE -> SerialPort.NO_PARITY;
                        case EVEN -> SerialPort.EVEN_PARITY;
                        case ODD -> SerialPort.ODD_PARITY;
                      })
                  .setStopBits(
                      format.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT));
      return new Client.Rtu(new TappedTransport(transport, Serial::apart), timeout);
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
