package io.arxos.driver.modbus;

import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.server.ModbusRequestContext.ModbusTcpRequestContext;
import com.digitalpetri.modbus.server.ModbusServerConfig;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A Modbus TCP server with unit 1, which answers, unit 8 behind a serial gateway that says it does
/// not answer, and unit 9, which never does.
final class ModbusPeer extends ModbusTcpServer {
  static final int UNREACHED_UNIT = 8;
  static final int SILENT_UNIT = 9;

  /// This holding register does not exist, and a block with it in is refused.
  static final int MISSING_REGISTER = 500;

  final ProcessImage image;

  /// Every read of holding registers, as `unit:first+count`.
  final List<String> requests = new CopyOnWriteArrayList<>();

  private ModbusPeer(int port, ProcessImage image) {
    super(
        ModbusServerConfig.create(_ -> {}),
        NettyTcpServerTransport.create(config -> config.setBindAddress("127.0.0.1").setPort(port)),
        new OneUnit(image));
    this.image = image;
  }

  static ModbusPeer start(int port) throws Exception {
    var peer = new ModbusPeer(port, new ProcessImage());
    peer.start();
    return peer;
  }

  static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void holding(int register, int... words) {
    image.with(change ->
        change.writeHoldingRegisters(registers -> {
          for (int i = 0; i < words.length; i++) {
            registers.put(register + i, new byte[] {(byte) (words[i] >> 8), (byte) words[i]});
          }
        }));
  }

  int holding(int register) {
    return image.get(view ->
        view.readHoldingRegisters(registers -> {
          byte[] bytes = registers.getOrDefault(register, new byte[2]);
          return ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        }));
  }

  @Override
  protected ModbusTcpFrame handleModbusRequestPdu(
      ModbusTcpRequestContext context, int transaction, int unit, ModbusRequestPdu request)
      throws Exception {
    if (request instanceof ReadHoldingRegistersRequest(int first, int count)) {
      requests.add(unit + ":" + first + "+" + count);
      if (first <= MISSING_REGISTER && first + count > MISSING_REGISTER) {
        return exception(transaction, unit, request.getFunctionCode(), 0x02);
      }
    }
    return unit == UNREACHED_UNIT
        ? exception(transaction, unit, request.getFunctionCode(), 0x0B)
        : super.handleModbusRequestPdu(context, transaction, unit, request);
  }

  private static ModbusTcpFrame exception(int transaction, int unit, int function, int code) {
    var pdu = ByteBuffer.allocate(2).put((byte) (function | 0x80)).put((byte) code).flip();
    return new ModbusTcpFrame(new MbapHeader(transaction, 0, 3, unit), pdu);
  }

  private static final class OneUnit extends ReadWriteModbusServices {
    private final ProcessImage image;

    OneUnit(ProcessImage image) {
      this.image = image;
    }

    @Override
    protected Optional<ProcessImage> getProcessImage(int unit) {
      return unit == 1 ? Optional.of(image) : Optional.empty();
    }
  }
}
