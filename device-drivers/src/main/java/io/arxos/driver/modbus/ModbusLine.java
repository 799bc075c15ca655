package io.arxos.driver.modbus;

import com.digitalpetri.modbus.exceptions.ModbusCrcException;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.Trouble;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The connection, with one request on it at a time: many serial gateways behind a TCP port can
/// carry no more. Connects by itself when asked, and not more often than its gate allows.
final class ModbusLine implements AutoCloseable {
  /// What is said of bytes that came and are no frame.
  static final String NOISE = "what comes back is no answer";

  private static final String CHECKSUM = "wrong checksum";

  /// Requests without an answer from any unit after which the connection itself is doubted.
  private static final int SILENCES_MAX = 3;

  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  /// Beyond the client's own timeout, which should always come first.
  private static final Duration ANSWER_SLACK = Duration.ofSeconds(1);

  private final ModbusWire wire;
  private final DeviceGate gate;
  private final LineStats stats;
  private final ReentrantLock line = new ReentrantLock(true);
  private volatile ModbusWire.@Nullable Client client; // made with the first connection
  private int silences; // guarded by line
  private long quietSince = System.nanoTime(); // guarded by line
  private volatile boolean closed;

  ModbusLine(ModbusWire wire, DeviceGate gate) {
    this.wire = wire;
    this.gate = gate;
    this.stats = new LineStats(wire.place(), Medium.BUS);
  }

  /// Asks a unit, unless it was silent lately. The gate is looked at with the line in hand: whoever
  /// waited behind a probe of the same unit does not probe again.
  Answer ask(int unit, DeviceGate unitGate, ModbusRequestPdu request) throws InterruptedException {
    return exchange(
        unit, unitGate, now -> now.library().sendAsync(unit, request).thenApply(ModbusLine::bytes));
  }

  /// Asks by a function code that only some devices know; a wire that cannot carry it is silent.
  Answer askRaw(int unit, DeviceGate unitGate, byte[] pdu) throws InterruptedException {
    return exchange(
        unit,
        unitGate,
        now ->
            now.raw(unit, pdu)
                .orElseGet(() -> CompletableFuture.failedStage(new TimeoutException())));
  }

  private Answer exchange(
      int unit, DeviceGate unitGate, Function<ModbusWire.Client, CompletionStage<byte[]>> question)
      throws InterruptedException {
    line.lockInterruptibly();
    try {
      if (closed) {
        return new Answer.NoLine("the driver is closed");
      }
      if (!unitGate.open()) {
        return new Answer.Silence();
      }
      DeviceStats device = counted(unit);
      device.asked();
      Answer answer = once(device, question);
      if (answer instanceof Answer.Garbled) {
        device.retried();
        answer = once(device, question);
      }
      return judged(answer, unitGate);
    } finally {
      line.unlock();
    }
  }

  private Answer once(
      DeviceStats device, Function<ModbusWire.Client, CompletionStage<byte[]>> question)
      throws InterruptedException {
    ModbusWire.Client now = connected();
    if (now == null) {
      device.troubled(Trouble.UNREACHABLE);
      return new Answer.NoLine("cannot reach " + wire.place());
    }
    awaitPause();
    long begun = System.nanoTime();
    long heard = now.heard();
    Answer answer = outcome(now, question.apply(now));
    if (answer instanceof Answer.Silence && now.heard() > heard) {
      answer = new Answer.Noise();
    }
    quietSince = System.nanoTime();
    count(device, answer, quietSince - begun);
    return answer;
  }

  private void awaitPause() {
    long rest = wire.pause().toNanos() - (System.nanoTime() - quietSince);
    while (rest > 0) {
      LockSupport.parkNanos(rest);
      rest = wire.pause().toNanos() - (System.nanoTime() - quietSince);
    }
  }

  /// Whether [#askRaw] can ask anything.
  boolean carriesRaw() {
    return !wire.anonymous();
  }

  /// The figures of a unit.
  DeviceStats counted(int unit) {
    return stats.device("unit-id " + unit);
  }

  /// What was asked and answered on this line, unit by unit.
  LineReport report() {
    return stats.report();
  }

  private static void count(DeviceStats device, Answer answer, long nanos) {
    switch (answer) {
      case Answer.Data _ -> device.answered(nanos);
      case Answer.Refusal(int code, _) when Refusals.CODES_OF_SILENCE.contains(code) ->
          device.failed(Trouble.SILENCE, nanos);
      case Answer.Refusal _ -> {
        device.answered(nanos);
        device.troubled(Trouble.REFUSAL);
      }
      case Answer.Silence _ -> device.failed(Trouble.SILENCE, nanos);
      case Answer.Noise _ -> device.failed(Trouble.FRAMING, nanos);
      case Answer.Garbled(String reason) ->
          device.failed(reason.equals(CHECKSUM) ? Trouble.CHECKSUM : Trouble.MISMATCH, nanos);
      case Answer.NoLine _ -> device.failed(Trouble.LOST, nanos);
    }
  }

  private static Answer judged(Answer answer, DeviceGate unitGate) {
    switch (answer) {
      case Answer.Refusal(int code, _) when Refusals.CODES_OF_SILENCE.contains(code) ->
          unitGate.silent();
      case Answer.Data _, Answer.Refusal _, Answer.Garbled _ -> unitGate.answered();
      case Answer.Silence _, Answer.Noise _ -> unitGate.silent();
      case Answer.NoLine _ -> {} // says nothing about the unit; the line has a gate of its own
    }
    return answer;
  }

  @Override
  public void close() {
    closed = true;
    disconnect();
  }

  private ModbusWire.@Nullable Client connected() throws InterruptedException {
    ModbusWire.Client now = client;
    if (now != null && now.library().isConnected()) {
      return now;
    }
    if (!gate.open()) {
      return null;
    }
    try {
      if (now == null) {
        now = wire.client();
        client = now;
      }
      within(now.library().connectAsync(), wire.timeout().plus(ANSWER_SLACK));
      gate.answered();
      silences = 0;
      return now;
    } catch (ExecutionException | TimeoutException | SerialPortInvalidPortException _) {
      disconnect(); // otherwise a late connection would surprise the next attempt
      gate.silent();
      return null;
    }
  }

  private Answer outcome(ModbusWire.Client now, CompletionStage<byte[]> pending)
      throws InterruptedException {
    try {
      byte[] bytes = within(pending, wire.timeout().plus(ANSWER_SLACK));
      silences = 0;
      return new Answer.Data(bytes);
    } catch (TimeoutException _) {
      return silent();
    } catch (ExecutionException e) {
      return failed(now, e.getCause());
    }
  }

  private Answer failed(ModbusWire.Client now, @Nullable Throwable cause) {
    return switch (cause) {
      case ModbusResponseException refusal -> {
        silences = 0;
        int code = now.code(refusal);
        yield new Answer.Refusal(code, Refusals.name(code));
      }
      case TimeoutException _ -> silent();
      case ModbusCrcException _ -> garbled(CHECKSUM);
      case ModbusException _ -> garbled("an answer to another question");
      case java.nio.BufferUnderflowException _ -> garbled("an answer cut short");
      case null, default -> {
        disconnect();
        yield new Answer.NoLine("lost the connection to " + wire.place());
      }
    };
  }

  private Answer garbled(String reason) {
    if (wire.anonymous()) {
      disconnect(); // what else is on the way belongs to nobody
    }
    return new Answer.Garbled(reason);
  }

  private Answer silent() {
    silences++;
    if (silences >= SILENCES_MAX || wire.anonymous()) {
      silences = 0;
      disconnect();
    }
    return new Answer.Silence();
  }

  private void disconnect() {
    ModbusWire.Client now = client;
    if (now == null) {
      return;
    }
    try {
      within(now.library().disconnectAsync(), CLOSE_MAX);
    } catch (ExecutionException | TimeoutException _) {
      // there is nothing more to do about a connection that does not even close
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T within(CompletionStage<T> stage, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static byte[] bytes(ModbusResponsePdu response) {
    return switch (response) {
      case ReadHoldingRegistersResponse read -> read.registers();
      case ReadInputRegistersResponse read -> read.registers();
      case ReadCoilsResponse read -> read.coils();
      case ReadDiscreteInputsResponse read -> read.inputs();
      default -> new byte[0];
    };
  }
}
