package io.arxos.driver.modbus;

import com.digitalpetri.modbus.ModbusRtuFrame;
import com.digitalpetri.modbus.client.ModbusRtuClientTransport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A transport of RTU frames that remembers the exception code of the last refusal: version 2.1.4
/// of the client reports the function code in its place.
///
/// The calls of a serial port run on a thread of their own: writing to a port that was pulled out
/// does not return.
final class TappedTransport implements ModbusRtuClientTransport {
  private static final int EXCEPTION = 0x80;

  private final ModbusRtuClientTransport transport;
  private final Executor executor;
  private final AtomicLong heard;
  private volatile int lastCode;

  /// @param heard is counted by the transport
  /// @param executor for calls that may block
  TappedTransport(ModbusRtuClientTransport transport, AtomicLong heard, Executor executor) {
    this.transport = transport;
    this.heard = heard;
    this.executor = executor;
  }

  /// How many bytes have come, whatever they were.
  long heard() {
    return heard.get();
  }

  private CompletionStage<Void> apart(Supplier<CompletionStage<Void>> call) {
    return CompletableFuture.supplyAsync(call, executor).thenCompose(stage -> stage);
  }

  /// Of the last frame that was a refusal; 0 before any.
  int lastCode() {
    return lastCode;
  }

  @Override
  public CompletionStage<Void> connect() {
    return apart(transport::connect);
  }

  @Override
  public CompletionStage<Void> disconnect() {
    return apart(transport::disconnect);
  }

  @Override
  public boolean isConnected() {
    return transport.isConnected();
  }

  @Override
  public CompletionStage<Void> send(ModbusRtuFrame frame) {
    return apart(() -> transport.send(frame));
  }

  @Override
  public void receive(Consumer<ModbusRtuFrame> consumer) {
    transport.receive(frame -> {
      var pdu = frame.pdu();
      if (pdu.remaining() >= 2 && (pdu.get(pdu.position()) & EXCEPTION) != 0) {
        lastCode = pdu.get(pdu.position() + 1) & 0xFF;
      }
      consumer.accept(frame);
    });
  }

  @Override
  public void resetFrameParser() {
    transport.resetFrameParser();
  }
}
