package io.arxos.driver.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.Trouble;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// The connection, with one request on it at a time: many serial gateways behind a TCP port can
/// carry no more. Connects by itself when asked, and not more often than its gate allows.
final class ModbusLine implements AutoCloseable {
  /// A serial gateway's own words for "the unit does not answer".
  static final Set<Integer> CODES_OF_SILENCE = Set.of(0x0A, 0x0B);

  /// Requests without an answer from any unit after which the connection itself is doubted.
  private static final int SILENCES_MAX = 3;

  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  /// Beyond the client's own timeout, which should always come first.
  private static final Duration ANSWER_SLACK = Duration.ofSeconds(1);

  private final String place;
  private final Duration timeout;
  private final DeviceGate gate;
  private final ModbusTcpClient client;
  private final LineStats stats;
  private final ReentrantLock line = new ReentrantLock(true);
  private int silences; // guarded by line
  private volatile boolean closed;

  ModbusLine(String host, int port, Duration timeout, DeviceGate gate) {
    this.place = host + ":" + port;
    this.timeout = timeout;
    this.gate = gate;
    this.stats = new LineStats(place, Medium.BUS);
    var transport =
        NettyTcpClientTransport.create(config ->
            config
                .setHostname(host)
                .setPort(port)
                .setConnectTimeout(timeout)
                .setConnectPersistent(false));
    this.client = ModbusTcpClient.create(transport, config -> config.setRequestTimeout(timeout));
  }

  /// Asks a unit, unless it was silent lately. The gate is looked at with the line in hand: whoever
  /// waited behind a probe of the same unit does not probe again.
  Answer ask(int unit, DeviceGate unitGate, ModbusRequestPdu request) throws InterruptedException {
    line.lockInterruptibly();
    try {
      if (closed) {
        return new Answer.NoLine("the driver is closed");
      }
      if (!unitGate.open()) {
        return new Answer.Silence();
      }
      DeviceStats device = stats.device("unit-id " + unit);
      if (!connected()) {
        device.troubled(Trouble.UNREACHABLE);
        return new Answer.NoLine("cannot reach " + place);
      }
      device.asked();
      long begun = System.nanoTime();
      Answer answer = judged(exchange(unit, request), unitGate);
      count(device, answer, System.nanoTime() - begun);
      return answer;
    } finally {
      line.unlock();
    }
  }

  /// What was asked and answered on this line, unit by unit.
  LineReport report() {
    return stats.report();
  }

  private static void count(DeviceStats device, Answer answer, long nanos) {
    switch (answer) {
      case Answer.Data _ -> device.answered(nanos);
      case Answer.Refusal(int code, _) when CODES_OF_SILENCE.contains(code) ->
          device.failed(Trouble.SILENCE, nanos);
      case Answer.Refusal _ -> {
        device.answered(nanos);
        device.troubled(Trouble.REFUSAL);
      }
      case Answer.Silence _ -> device.failed(Trouble.SILENCE, nanos);
      case Answer.NoLine _ -> device.failed(Trouble.LOST, nanos);
    }
  }

  private static Answer judged(Answer answer, DeviceGate unitGate) {
    switch (answer) {
      case Answer.Refusal(int code, _) when CODES_OF_SILENCE.contains(code) -> unitGate.silent();
      case Answer.Data _, Answer.Refusal _ -> unitGate.answered();
      case Answer.Silence _ -> unitGate.silent();
      case Answer.NoLine _ -> {} // says nothing about the unit; the line has a gate of its own
    }
    return answer;
  }

  @Override
  public void close() {
    closed = true;
    disconnect();
  }

  private boolean connected() throws InterruptedException {
    if (client.isConnected()) {
      return true;
    }
    if (!gate.open()) {
      return false;
    }
    try {
      within(client.connectAsync(), timeout.plus(ANSWER_SLACK));
      gate.answered();
      silences = 0;
      return true;
    } catch (ExecutionException | TimeoutException _) {
      disconnect(); // otherwise a late connection would surprise the next attempt
      gate.silent();
      return false;
    }
  }

  private Answer exchange(int unit, ModbusRequestPdu request) throws InterruptedException {
    try {
      ModbusResponsePdu response =
          within(client.sendAsync(unit, request), timeout.plus(ANSWER_SLACK));
      silences = 0;
      return new Answer.Data(bytes(response));
    } catch (TimeoutException _) {
      return silent();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case ModbusResponseException refusal -> {
          silences = 0;
          yield new Answer.Refusal(refusal.getExceptionCode(), name(refusal.getExceptionCode()));
        }
        case TimeoutException _ -> silent();
        case null, default -> {
          disconnect();
          yield new Answer.NoLine("lost the connection to " + place);
        }
      };
    }
  }

  private Answer silent() {
    silences++;
    if (silences >= SILENCES_MAX) {
      silences = 0;
      disconnect();
    }
    return new Answer.Silence();
  }

  private void disconnect() {
    try {
      within(client.disconnectAsync(), CLOSE_MAX);
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

  private static String name(int code) {
    return ExceptionCode.from(code)
        .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .orElse("exception code " + code);
  }
}
