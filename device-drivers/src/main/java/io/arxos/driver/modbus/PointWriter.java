package io.arxos.driver.modbus;

import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.ScaleSource;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.register.Writing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Writes one value by the function code that fits: 5 or 6 for one coil or register, 15 or 16 for
/// many or where the map says so, 22 for a part of a register.
final class PointWriter {
  private final Fetcher.Asking asking;

  PointWriter(Fetcher.Asking asking) {
    this.asking = asking;
  }

  WriteResult write(ModbusPoint point, Value value) throws InterruptedException {
    Form form = point.register().form();
    if (value instanceof Value.Text
        && form.type() != RegisterType.STRING
        && form.names().states().isEmpty()) {
      return new WriteResult.Refused("a register holds a number, not text");
    }
    double number = value.number();
    if (form.type() == RegisterType.BOOL && number != 0 && number != 1) {
      return new WriteResult.Refused("a bool is 0 or 1");
    }
    Optional<BigDecimal> factor = factor(point);
    if (factor.isEmpty()) {
      return new WriteResult.Failed("its scale register was not read");
    }
    Optional<byte[]> bytes = form.bytes(value, factor.get());
    return bytes.isEmpty()
        ? new WriteResult.Refused("out of the register's range")
        : form.bits().mask().isPresent()
            ? part(point, word(bytes.get()))
            : result(asking.ask(point.unit(), request(point, bytes.get())));
  }

  /// Changes some bits of a register. Where the device cannot do it alone, what it changes itself
  /// between our reading and our writing is undone.
  private WriteResult part(ModbusPoint point, int value) throws InterruptedException {
    int mask = word(point.register().form().mask());
    int address = point.register().address();
    if (point.writing() == Writing.MASK) {
      var request = new MaskWriteRegisterRequest(address, ~mask & 0xFFFF, value);
      return result(asking.ask(point.unit(), request));
    }
    var extent = new Extent(point.unit(), Table.HOLDING, address, address + 1);
    Answer now = asking.ask(point.unit(), Fetcher.reading(new RegisterSpan(List.of(extent))));
    if (!(now instanceof Answer.Data(byte[] bytes))) {
      return result(now);
    }
    if (bytes.length != 2) {
      return new WriteResult.Failed("reply of the wrong length");
    }
    int changed = (word(bytes) & ~mask) | value;
    byte[] whole = {(byte) (changed >> 8), (byte) changed};
    return result(asking.ask(point.unit(), request(point, whole)));
  }

  private static int word(byte[] bytes) {
    return ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
  }

  private static WriteResult result(Answer answer) {
    return switch (answer) {
      case Answer.Data _ -> new WriteResult.Written();
      case Answer.Refusal(_, String name) -> new WriteResult.Failed(name);
      case Answer.Silence _ -> new WriteResult.Failed("unit does not answer");
      case Answer.Noise _ -> new WriteResult.Failed(ModbusLine.NOISE);
      case Answer.Garbled(String reason) -> new WriteResult.Failed(reason);
      case Answer.NoLine(String reason) -> new WriteResult.Failed(reason);
    };
  }

  /// The scale as it is now; empty when it cannot be read.
  private Optional<BigDecimal> factor(ModbusPoint point) throws InterruptedException {
    Register register = point.register();
    if (register.scale().isEmpty()) {
      return Optional.of(BigDecimal.ONE);
    }
    ScaleSource scale = register.scale().get();
    var extent =
        new Extent(point.unit(), register.table(), scale.extent().first(), scale.extent().end());
    Answer answer = asking.ask(point.unit(), Fetcher.reading(new RegisterSpan(List.of(extent))));
    return answer instanceof Answer.Data(byte[] bytes) && bytes.length == 2 * scale.form().words()
        ? scale.factor(bytes)
        : Optional.empty();
  }

  private static ModbusRequestPdu request(ModbusPoint point, byte[] bytes) {
    int address = point.register().address();
    boolean multiple = point.writing() == Writing.MULTIPLE;
    if (point.register().table() == Table.COIL) {
      return multiple
          ? new WriteMultipleCoilsRequest(address, 1, new byte[] {bytes[1]})
          : new WriteSingleCoilRequest(address, bytes[1] != 0);
    }
    return bytes.length == 2 && !multiple
        ? new WriteSingleRegisterRequest(address, word(bytes))
        : new WriteMultipleRegistersRequest(address, bytes.length / 2, bytes);
  }
}
