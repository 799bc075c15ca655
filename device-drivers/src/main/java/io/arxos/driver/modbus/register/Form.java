package io.arxos.driver.modbus.register;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a value lies in its registers.
///
/// @param words registers that it takes, at least 1
/// @param bits what of its bits counts
/// @param names of states or flags
public record Form(
    RegisterType type,
    int words,
    RegisterOrder order,
    Bits bits,
    Scaling scaling,
    Absence absence,
    Names names) {
  /// The longest text that a value can carry.
  public static final int WORDS_MAX = 125;

  private static final int EXACT_BITS_OF_A_DOUBLE = 53;

  /// A part of the bits.
  ///
  /// @param mask of the whole pattern; null for all of it
  /// @param shift to the right after the mask
  /// @param single whether one bit is a truth
  /// @param inverted whether a truth is the other way round
  public record Bits(Optional<BigInteger> mask, int shift, boolean single, boolean inverted) {
    public static final Bits ALL = new Bits(Optional.empty(), 0, false, false);

    public static Bits one(int bit, boolean inverted) {
      return new Bits(Optional.of(BigInteger.ONE.shiftLeft(bit)), bit, true, inverted);
    }
  }

  /// @param states names of numbers
  /// @param flags names of bits, counted from 0, the lowest
  public record Names(Map<Long, String> states, Map<Integer, String> flags) {
    public static final Names NONE = new Names(Map.of(), Map.of());

    public Names {
      states = Map.copyOf(states);
      flags = Map.copyOf(flags);
    }
  }

  /// A plain number, or a text when the type has no length of its own.
  public static Form of(RegisterType type, int words) {
    return new Form(
        type,
        type.words() == 0 ? words : type.words(),
        RegisterOrder.ABCD,
        Bits.ALL,
        Scaling.NONE,
        Absence.NEVER,
        Names.NONE);
  }

  public Form with(RegisterOrder other) {
    return new Form(type, words, other, bits, scaling, absence, names);
  }

  public Form with(Scaling other) {
    return new Form(type, words, order, bits, other, absence, names);
  }

  public Form with(Absence other) {
    return new Form(type, words, order, bits, scaling, other, names);
  }

  public Form with(Bits other) {
    return new Form(type, words, order, other, scaling, absence, names);
  }

  public Form with(Names other) {
    return new Form(type, words, order, bits, scaling, absence, other);
  }

  /// @param wire two bytes to each of [#words]
  /// @param factor from a register of the device; 1 without
  public Reading read(byte[] wire, BigDecimal factor) {
    byte[] bytes = order.arranged(wire);
    Raw raw = RegisterCodec.decode(type, bytes);
    BigInteger pattern = pattern(bytes);
    if (absence.covers(type, pattern, raw)) {
      return Reading.fault("not available");
    }
    return switch (raw) {
      case Raw.None(String reason) -> Reading.fault(reason);
      case Raw.Text(String text) -> Reading.good(new Value.Text(text));
      case Raw.Number(BigDecimal number) -> number(number, pattern, factor);
    };
  }

  /// The raw number, for registers that hold the scale of others; empty when there is none.
  Optional<BigDecimal> raw(byte[] wire) {
    byte[] bytes = order.arranged(wire);
    Raw raw = RegisterCodec.decode(type, bytes);
    return raw instanceof Raw.Number(BigDecimal number)
            && !absence.covers(type, pattern(bytes), raw)
        ? Optional.of(scaling.apply(number, BigDecimal.ONE))
        : Optional.empty();
  }

  private BigInteger pattern(byte[] bytes) {
    return type.words() == 0 ? new BigInteger(1, bytes) : RegisterCodec.pattern(type, bytes);
  }

  private Reading number(BigDecimal raw, BigInteger pattern, BigDecimal factor) {
    if (bits.single()) {
      return truth(pattern.testBit(bits.shift()));
    }
    if (type == RegisterType.BOOL) {
      return truth(raw.signum() != 0);
    }
    BigDecimal part =
        bits.mask()
            .map(mask -> new BigDecimal(pattern.and(mask).shiftRight(bits.shift())))
            .orElse(raw);
    if (!names.flags().isEmpty()) {
      return Reading.good(new Value.Text(flags(part.toBigInteger())));
    }
    if (!names.states().isEmpty()) {
      return Reading.good(new Value.Text(state(part)));
    }
    return scaled(part, factor);
  }

  private Reading truth(boolean bit) {
    return Reading.good(new Value.Bool(bit != bits.inverted()));
  }

  private String state(BigDecimal number) {
    String plain = number.toBigInteger().toString();
    return number.toBigInteger().bitLength() > 62
        ? plain
        : names.states().getOrDefault(number.longValue(), plain);
  }

  // Names of the bits that are set, the lowest first; a bit without a name by its number.
  private String flags(BigInteger set) {
    List<String> said = new ArrayList<>();
    for (int bit = 0; bit < set.bitLength(); bit++) {
      if (set.testBit(bit)) {
        said.add(names.flags().getOrDefault(bit, "bit " + bit));
      }
    }
    return said.isEmpty() ? "none" : String.join(", ", said);
  }

  private Reading scaled(BigDecimal part, BigDecimal factor) {
    boolean plain = scaling.none() && factor.compareTo(BigDecimal.ONE) == 0;
    boolean whole = type.kind() != RegisterType.Kind.FLOATING;
    BigDecimal value = plain ? part : scaling.apply(part, factor);
    Optional<Long> exact =
        (whole && plain) || beyondDouble(value) ? exactLong(value) : Optional.empty();
    if (exact.isPresent()) {
      return Reading.good(new Value.Int(exact.get()));
    }
    double number = value.doubleValue();
    return Double.isFinite(number)
        ? Reading.good(new Value.Num(number))
        : Reading.fault("too large a number");
  }

  // A scaled count of more than 53 bits that is whole stays exact.
  private boolean beyondDouble(BigDecimal value) {
    return type.kind() != RegisterType.Kind.FLOATING
        && value.precision() - value.scale() > 15
        && value.toBigInteger().bitLength() > EXACT_BITS_OF_A_DOUBLE;
  }

  private static Optional<Long> exactLong(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() <= 0 && value.toBigInteger().bitLength() <= 63
        ? Optional.of(value.longValue())
        : Optional.empty();
  }

  /// The bytes to write as they go over the line; empty when the value does not fit. Only forms
  /// that are [#writable]. Of a part, the bits beside it are 0.
  public Optional<byte[]> bytes(Value value, BigDecimal factor) {
    return bits.mask().isPresent() ? part(value, factor) : whole(value, factor);
  }

  /// The bits that [#bytes] writes, as they go over the line.
  public byte[] mask() {
    return order.onWire(pair(bits.mask().orElse(BigInteger.valueOf(0xFFFF)).intValue()));
  }

  private Optional<byte[]> part(Value value, BigDecimal factor) {
    BigInteger most = bits.mask().orElse(BigInteger.ZERO).shiftRight(bits.shift());
    Optional<BigDecimal> number =
        switch (value) {
          case Value.Text(String text) -> stateOf(text);
          case Value _ when bits.single() ->
              Optional.of(
                  (value.number() != 0) != bits.inverted() ? BigDecimal.ONE : BigDecimal.ZERO);
          case Value.Int(long whole) ->
              Optional.of(scaling.unapply(BigDecimal.valueOf(whole), factor));
          case Value _ -> Optional.of(scaling.unapply(BigDecimal.valueOf(value.number()), factor));
        };
    return number
        .map(it -> it.setScale(0, RoundingMode.HALF_EVEN).toBigInteger())
        .filter(it -> it.signum() >= 0 && it.andNot(most).signum() == 0)
        .map(it -> order.onWire(pair(it.shiftLeft(bits.shift()).intValue())));
  }

  private static byte[] pair(int word) {
    return new byte[] {(byte) (word >> 8), (byte) word};
  }

  private Optional<byte[]> whole(Value value, BigDecimal factor) {
    if (value instanceof Value.Text(String text)) {
      return type == RegisterType.STRING
          ? Texts.encode(text, words).map(order::onWire)
          : stateOf(text).flatMap(state -> RegisterCodec.encode(type, state)).map(order::onWire);
    }
    if (type == RegisterType.BOOL) {
      boolean bit = (value.number() != 0) != bits.inverted();
      return RegisterCodec.encode(type, bit ? BigDecimal.ONE : BigDecimal.ZERO).map(order::onWire);
    }
    BigDecimal number =
        value instanceof Value.Int(long whole)
            ? BigDecimal.valueOf(whole)
            : BigDecimal.valueOf(value.number());
    return RegisterCodec.encode(type, scaling.unapply(number, factor)).map(order::onWire);
  }

  private Optional<BigDecimal> stateOf(String text) {
    return names.states().entrySet().stream()
        .filter(state -> state.getValue().equals(text))
        .map(state -> BigDecimal.valueOf(state.getKey()))
        .findFirst();
  }

  /// Whether there is a way back from a value to registers.
  public boolean writable() {
    boolean part = bits.mask().isPresent();
    return RegisterCodec.writes(type)
        && names.flags().isEmpty()
        && (!part || type == RegisterType.UINT16 || type == RegisterType.INT16);
  }
}
