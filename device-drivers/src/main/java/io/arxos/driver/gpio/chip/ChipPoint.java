package io.arxos.driver.gpio.chip;

import io.arxos.driver.PointBinding;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.gpio.chip.ChipKind.Wire;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One value of a chip.
///
/// @param bus such as `/dev/i2c-1`; the id of a 1-Wire chip
/// @param at 7-bit address on I²C; 0 otherwise
/// @param parameters that the installer says of the chip
/// @param scale value = what the chip says × scale + offset
public record ChipPoint(
    ChipKind kind,
    String bus,
    int at,
    String value,
    Map<String, Double> parameters,
    double scale,
    double offset) {
  private static final Pattern CHANNEL = Pattern.compile("\\d{1,3}\\.\\d{1,3}");
  private static final String FREQUENCY = "frequency";
  private static final ChipKind ONE_WIRE = kernels("w1");
  private static final ChipKind PWM = kernels("pwm");

  private static ChipKind kernels(String name) {
    return new ChipKind(
        name,
        "",
        Wire.I2C,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  /// Whether an address belongs to a chip and not to a pin.
  public static boolean fits(Settings address) {
    return address.keys().contains("i2c")
        || address.keys().contains("spi")
        || address.keys().contains("w1")
        || address.keys().contains("pwm");
  }

  /// Reads an address; mistakes are reported.
  ///
  /// @param devices folder of the kernel's devices
  public static ChipPoint of(PointBinding binding, Path devices) {
    Settings address = binding.address();
    double scale = address.number("scale", 1);
    double offset = address.number("offset", 0);
    ChipPoint point =
        address.has("w1")
            ? oneWire(address, scale, offset)
            : address.has("pwm") ? pwm(address) : chip(binding, devices, scale, offset);
    address.done();
    return point;
  }

  private static ChipPoint oneWire(Settings address, double scale, double offset) {
    String id = address.text("w1");
    if (!OneWire.ID.matcher(id).matches()) {
      address.problem("w1", "w1 is \"" + id + "\"; it must be a chip such as 28-0316a2798aff");
    }
    return new ChipPoint(ONE_WIRE, id, 0, "temperature", Map.of(), scale, offset);
  }

  private static ChipPoint pwm(Settings address) {
    String channel = address.text("pwm");
    if (!CHANNEL.matcher(channel).matches()) {
      address.problem(
          "pwm", "pwm is \"" + channel + "\"; it must be chip.channel, such as \"0.1\"");
      channel = "0.0";
    }
    double hertz = address.number(FREQUENCY, 1_000);
    if (!(hertz >= Pwm.HERTZ_MIN && hertz <= Pwm.HERTZ_MAX)) {
      address.problem(FREQUENCY, "frequency must be 1 to 1000000 Hz");
    }
    return new ChipPoint(PWM, channel, 0, "duty", Map.of(FREQUENCY, hertz), 1, 0);
  }

  private static ChipPoint chip(PointBinding binding, Path devices, double scale, double offset) {
    Settings address = binding.address();
    var problems = new ArrayList<Problem>();
    String name = address.text("chip");
    ChipKind kind =
        name.isEmpty() ? ONE_WIRE : ChipFile.named(name, problems::add).orElse(ONE_WIRE);
    problems.forEach(it -> address.problem("chip", it.message()));
    boolean spi = address.has("spi");
    String bus = spi ? "spidev" + address.text("spi") : "i2c-" + address.integer("i2c", 0, 99);
    if (!kind.name().equals("w1") && spi != (kind.wire() == Wire.SPI)) {
      address.problem("chip", name + " is connected by " + (spi ? "i2c" : "spi"));
    }
    int usual = kind.addresses().isEmpty() ? 8 : kind.addresses().getFirst();
    int at = at(address, usual);
    String value = address.text("value");
    List<String> values =
        kind.measurements().stream()
            .flatMap(it -> it.values().stream())
            .map(it -> it.name())
            .toList();
    if (!values.isEmpty() && !values.contains(value)) {
      address.problem("value", "value is \"" + value + "\"; " + Settings.suggestion(value, values));
    }
    if (binding.writable() && kind.outputs().stream().noneMatch(it -> it.name().equals(value))) {
      address.problem("value", value + " of " + name + " cannot be written");
    }
    var parameters = new HashMap<String, Double>();
    kind.parameters().forEach((key, usually) -> parameters.put(key, address.number(key, usually)));
    return new ChipPoint(
        kind, devices.resolve(bus).toString(), spi ? 0 : at, value, parameters, scale, offset);
  }

  /// As 118 or as `0x76`, the way data sheets write it.
  private static int at(Settings address, int usual) {
    Object given = address.has("at") ? address.plain("at") : null;
    int at = usual;
    try {
      at = given == null ? usual : Integer.decode(given.toString());
    } catch (NumberFormatException _) {
      at = 0;
    }
    if (at < 0x08 || at > 0x77) {
      address.problem("at", "at is \"" + given + "\"; it must be 0x08 to 0x77");
    }
    return at;
  }

  boolean pwm() {
    return kind.name().equals("pwm");
  }

  double frequency() {
    return parameters.getOrDefault(FREQUENCY, 1_000.0);
  }

  boolean oneWire() {
    return kind.name().equals("w1");
  }

  /// The chip, for counting: the same for all of its points.
  String place() {
    return oneWire() || pwm() ? kind.name() + " " + bus : "%s 0x%02x".formatted(bus, at);
  }

  /// The chip as discovery names it.
  String label() {
    return place().replaceFirst("^.*/", "");
  }

  Reading scaled(Reading reading) {
    if ((scale == 1 && offset == 0)
        || !(reading instanceof Reading.Good(Value.Num(double value), var origin))) {
      return reading;
    }
    double scaled =
        BigDecimal.valueOf(value)
            .multiply(BigDecimal.valueOf(scale))
            .add(BigDecimal.valueOf(offset))
            .doubleValue();
    return Double.isFinite(scaled)
        ? new Reading.Good(new Value.Num(scaled), origin)
        : Reading.fault("not a finite number");
  }
}
