package io.arxos.driver.sim;

import static com.digitalpetri.modbus.ExceptionCode.GATEWAY_TARGET_DEVICE_FAILED_TO_RESPONSE;
import static com.digitalpetri.modbus.ExceptionCode.ILLEGAL_DATA_ADDRESS;
import static com.digitalpetri.modbus.ExceptionCode.ILLEGAL_DATA_VALUE;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the devices on the field bus answer. As on a real bus: a register that a device does not
/// have is an exception, not a zero, and half a 32-bit value cannot be asked for by itself.
final class FieldBus implements ModbusServices {
  private static final int PERCENT_RAW_MAX = 1000;
  private static final int BYTES = Register.BYTES_PER_WORD;

  /// Unit and address in one key.
  private record Place(int unit, int address) {}

  private final LiveBuilding building;
  private final Map<Place, Register> inputs = new HashMap<>();
  private final Map<Place, Register> holdings = new HashMap<>();

  FieldBus(LiveBuilding building) {
    this.building = building;
    RegisterMap.inputs(building.rooms()).forEach(register -> inputs.put(place(register), register));
    RegisterMap.holdings(building.rooms())
        .forEach(register -> holdings.put(place(register), register));
  }

  @Override
  public ReadInputRegistersResponse readInputRegisters(
      ModbusRequestContext context, int unit, ReadInputRegistersRequest request)
      throws ModbusResponseException {
    ModbusServices.checkRegisterRange(
        request.getFunctionCode(), request.address(), request.quantity());
    return new ReadInputRegistersResponse(
        read(
            inputs,
            new Place(unit, request.address()),
            request.quantity(),
            FunctionCode.READ_INPUT_REGISTERS));
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(
      ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request)
      throws ModbusResponseException {
    ModbusServices.checkRegisterRange(
        request.getFunctionCode(), request.address(), request.quantity());
    return new ReadHoldingRegistersResponse(
        read(
            holdings,
            new Place(unit, request.address()),
            request.quantity(),
            FunctionCode.READ_HOLDING_REGISTERS));
  }

  @Override
  public ReadDiscreteInputsResponse readDiscreteInputs(
      ModbusRequestContext context, int unit, ReadDiscreteInputsRequest request)
      throws ModbusResponseException {
    ModbusServices.checkBitRange(request.getFunctionCode(), request.address(), request.quantity());
    List<String> states = RegisterMap.states();
    if (unit != RegisterMap.AIR_HANDLER) {
      throw refused(FunctionCode.READ_DISCRETE_INPUTS, absence(unit));
    }
    if (request.address() + request.quantity() > states.size()) {
      throw refused(FunctionCode.READ_DISCRETE_INPUTS, ILLEGAL_DATA_ADDRESS);
    }
    byte[] bits = new byte[(request.quantity() + 7) / 8];
    for (int i = 0; i < request.quantity(); i++) {
      if (building.isOn(states.get(request.address() + i))) {
        bits[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return new ReadDiscreteInputsResponse(bits);
  }

  @Override
  public WriteSingleRegisterResponse writeSingleRegister(
      ModbusRequestContext context, int unit, WriteSingleRegisterRequest request)
      throws ModbusResponseException {
    byte[] value = ByteBuffer.allocate(BYTES).putShort((short) request.value()).array();
    write(new Place(unit, request.address()), value, FunctionCode.WRITE_SINGLE_REGISTER);
    return new WriteSingleRegisterResponse(request.address(), request.value());
  }

  @Override
  public WriteMultipleRegistersResponse writeMultipleRegisters(
      ModbusRequestContext context, int unit, WriteMultipleRegistersRequest request)
      throws ModbusResponseException {
    ModbusServices.checkRegisterRange(
        request.getFunctionCode(), request.address(), request.quantity());
    write(
        new Place(unit, request.address()),
        request.values(),
        FunctionCode.WRITE_MULTIPLE_REGISTERS);
    return new WriteMultipleRegistersResponse(request.address(), request.quantity());
  }

  private byte[] read(Map<Place, Register> table, Place first, int quantity, FunctionCode function)
      throws ModbusResponseException {
    ByteBuffer answer = ByteBuffer.allocate(quantity * BYTES);
    while (answer.hasRemaining()) {
      Place place = new Place(first.unit, first.address + answer.position() / BYTES);
      Register register = table.get(place);
      if (register == null || register.form().words * BYTES > answer.remaining()) {
        throw refused(function, absence(first.unit));
      }
      answer.put(register.encode(building.number(register.path())));
    }
    return answer.array();
  }

  /// All or nothing.
  private void write(Place first, byte[] values, FunctionCode function)
      throws ModbusResponseException {
    Map<String, Double> accepted = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i += BYTES) {
      Register register = holdings.get(new Place(first.unit, first.address + i / BYTES));
      if (register == null) {
        throw refused(function, absence(first.unit));
      }
      if (word(values, i) > PERCENT_RAW_MAX) {
        throw refused(function, ILLEGAL_DATA_VALUE);
      }
      accepted.put(register.path(), word(values, i) * register.scale());
    }
    accepted.forEach(building::write);
  }

  private static int word(byte[] values, int offset) {
    return Short.toUnsignedInt(
        ByteBuffer.wrap(Arrays.copyOfRange(values, offset, offset + BYTES)).getShort());
  }

  /// A device that is there has no such register; of one that is not, the bus coupler says so.
  private ExceptionCode absence(int unit) {
    boolean there = inputs.keySet().stream().anyMatch(place -> place.unit == unit);
    return there ? ILLEGAL_DATA_ADDRESS : GATEWAY_TARGET_DEVICE_FAILED_TO_RESPONSE;
  }

  private static ModbusResponseException refused(FunctionCode function, ExceptionCode why) {
    return new ModbusResponseException(function, why);
  }

  private static Place place(Register register) {
    return new Place(register.unit(), register.address());
  }
}
