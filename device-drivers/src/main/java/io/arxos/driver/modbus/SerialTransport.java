package io.arxos.driver.modbus;

import com.digitalpetri.modbus.ModbusRtuFrame;
import com.digitalpetri.modbus.ModbusRtuResponseFrameParser;
import com.digitalpetri.modbus.ModbusRtuResponseFrameParser.Accumulated;
import com.digitalpetri.modbus.client.ModbusRtuClientTransport;
import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortDataListener;
import com.fazecast.jSerialComm.SerialPortEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// RTU frames on a serial port. The library has such a transport too, but it tells nobody that
/// bytes came which are no frame, and they are how a wrong baud rate is known.
final class SerialTransport implements ModbusRtuClientTransport {
  private static final int FRAME_BYTES_MAX = 256;

  private final SerialPort port;
  private final AtomicLong heard;
  private final ModbusRtuResponseFrameParser parser = new ModbusRtuResponseFrameParser();
  private volatile Consumer<ModbusRtuFrame> receiver = _ -> {};

  /// @param port its parameters are set
  /// @param heard counts the bytes that come
  SerialTransport(SerialPort port, AtomicLong heard) {
    this.port = port;
    this.heard = heard;
  }

  @Override
  public synchronized CompletionStage<Void> connect() {
    if (!port.isOpen() && !port.openPort()) {
      return failed("cannot open");
    }
    parser.reset();
    port.addDataListener(new Listener()); // does nothing when there is one
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Void> disconnect() {
    if (port.isOpen() && !port.closePort()) {
      return failed("cannot close");
    }
    parser.reset();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isConnected() {
    return port.isOpen();
  }

  @Override
  public CompletionStage<Void> send(ModbusRtuFrame frame) {
    var buffer = ByteBuffer.allocate(FRAME_BYTES_MAX);
    buffer.put((byte) frame.unitId()).put(frame.pdu()).put(frame.crc());
    int length = buffer.position();
    for (int sent = 0; sent < length; ) {
      int now = port.writeBytes(buffer.array(), length - sent, sent);
      if (now <= 0) {
        return failed("cannot write to");
      }
      sent += now;
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void receive(Consumer<ModbusRtuFrame> consumer) {
    receiver = consumer;
  }

  @Override
  public void resetFrameParser() {
    parser.reset();
  }

  private CompletionStage<Void> failed(String what) {
    return CompletableFuture.failedFuture(
        new IOException(
            what + " " + port.getSystemPortPath() + ", error " + port.getLastErrorCode()));
  }

  private final class Listener implements SerialPortDataListener {
    @Override
    public int getListeningEvents() {
      return SerialPort.LISTENING_EVENT_DATA_RECEIVED;
    }

    @Override
    public void serialEvent(SerialPortEvent event) {
      byte[] bytes = event.getReceivedData();
      heard.addAndGet(bytes.length);
      if (bytes.length > FRAME_BYTES_MAX) {
        parser.reset(); // no frame is that long
        return;
      }
      try {
        if (parser.parse(bytes) instanceof Accumulated(ModbusRtuFrame frame)) {
          parser.reset();
          receiver.accept(frame);
        }
      } catch (RuntimeException _) {
        parser.reset(); // more bytes than a frame can have
      }
    }
  }
}
