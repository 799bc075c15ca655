package io.arxos.driver.modbus;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import io.arxos.driver.Reading;
import io.arxos.driver.modbus.register.RegisterImage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fetches the registers that points need, block by block. A block that a unit refuses because of
/// an address is halved until the offender stands alone; the others are joined again afterwards.
final class Fetcher {
  private static final int ILLEGAL_DATA_VALUE = 0x03;

  private final Asking asking;
  private final RegisterSpan.Rules rules;
  private final Holes holes;

  /// Puts one question to a unit.
  interface Asking {
    Answer ask(int unit, ModbusRequestPdu request) throws InterruptedException;
  }

  Fetcher(Asking asking, RegisterSpan.Rules rules, Holes holes) {
    this.asking = asking;
    this.rules = rules;
    this.holes = holes;
  }

  /// By unit.
  Map<Integer, RegisterImage> fetch(Collection<ModbusPoint> points) throws InterruptedException {
    Map<Integer, RegisterImage> images = new HashMap<>();
    for (RegisterSpan span : plan(points)) {
      fetch(span, images.computeIfAbsent(span.unit(), _ -> new RegisterImage()));
    }
    return images;
  }

  List<RegisterSpan> plan(Collection<ModbusPoint> points) {
    // Behind a refused extent a new request begins, too.
    Extent[] before = new Extent[1];
    return RegisterSpan.plan(
        points,
        rules,
        extent -> {
          boolean behind = before[0] != null && holes.isRefused(before[0]);
          before[0] = extent;
          return behind || holes.isCut(extent);
        });
  }

  /// Whether the unit refused a part of it.
  private boolean fetch(RegisterSpan span, RegisterImage image) throws InterruptedException {
    boolean single = span.extents().size() == 1;
    Extent only = span.extents().getFirst();
    Optional<Answer.Refusal> standing = single ? holes.standing(only) : Optional.empty();
    Answer answer = standing.isPresent() ? standing.get() : asking.ask(span.unit(), reading(span));
    switch (answer) {
      case Answer.Data(byte[] bytes) -> put(span, bytes, image);
      case Answer.Refusal refusal when isAddress(refusal.code()) -> {
        if (single) {
          fail(span, Refusals.reading(refusal.code()), image);
          if (standing.isEmpty()) {
            holes.refuse(only, refusal);
          }
        } else {
          halve(span, image);
        }
        return true;
      }
      case Answer.Refusal(int code, _) -> fail(span, Refusals.reading(code), image);
      case Answer.Silence _ -> fail(span, Reading.down("unit does not answer"), image);
      case Answer.Noise _ -> fail(span, Reading.down(ModbusLine.NOISE), image);
      case Answer.Garbled(String reason) -> fail(span, Reading.fault(reason), image);
      case Answer.NoLine(String reason) -> fail(span, Reading.down(reason), image);
    }
    if (single && answer instanceof Answer.Data) {
      holes.answered(only);
    }
    return false;
  }

  private void halve(RegisterSpan span, RegisterImage image) throws InterruptedException {
    boolean left = fetch(span.left(), image);
    boolean right = fetch(span.right(), image);
    if (!left && !right) { // each half is there: something between them is not
      holes.cutBefore(span.right().extents().getFirst());
    }
  }

  private static boolean isAddress(int code) {
    return code == Refusals.ILLEGAL_DATA_ADDRESS || code == ILLEGAL_DATA_VALUE;
  }

  private static void put(RegisterSpan span, byte[] bytes, RegisterImage image) {
    int needed = span.table().bits() ? (span.count() + 7) / 8 : 2 * span.count();
    if (bytes.length != needed) {
      fail(span, Reading.fault("reply of the wrong length"), image);
    } else if (span.table().bits()) {
      image.putBits(span.table(), span.first(), bytes, span.count());
    } else {
      image.put(span.table(), span.first(), bytes);
    }
  }

  private static void fail(RegisterSpan span, Reading reading, RegisterImage image) {
    if (reading instanceof Reading.Bad bad) {
      image.fail(span.table(), span.first(), span.count(), bad);
    }
  }

  static ModbusRequestPdu reading(RegisterSpan span) {
    int first = span.first();
    int count = span.count();
    return switch (span.table()) {
      case HOLDING -> new ReadHoldingRegistersRequest(first, count);
      case INPUT -> new ReadInputRegistersRequest(first, count);
      case COIL -> new ReadCoilsRequest(first, count);
      case DISCRETE -> new ReadDiscreteInputsRequest(first, count);
    };
  }
}
