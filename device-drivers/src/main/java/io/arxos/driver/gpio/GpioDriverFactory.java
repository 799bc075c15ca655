package io.arxos.driver.gpio;

import io.arxos.driver.Clock;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.gpio.PinPoint.Direction;
import io.arxos.driver.gpio.chip.ChipDriver;
import io.arxos.driver.gpio.chip.ChipPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// GPIO: `provider` (mock or gpiod), `link` (mock only), `counts` (folder of pulse counts),
/// `read-only`. Points are pins, or values of chips on I²C, SPI and 1-Wire.
public final class GpioDriverFactory implements DriverFactory {
  private static final Pattern LINK = Pattern.compile("([^:\\s]+):(\\d{1,5})");

  private final RandomGenerator random;
  private final ChipDriver.World world;

  public GpioDriverFactory() {
    this(new Random(), ChipDriver.World.real(Clock.system(), new Random()));
  }

  /// @param random safe for any thread
  GpioDriverFactory(RandomGenerator random, ChipDriver.World world) {
    this.random = random;
    this.world = world;
  }

  @Override
  public String protocol() {
    return "gpio";
  }

  @Override
  public String source(Settings address) {
    if (ChipPoint.fits(address)) {
      String wire =
          java.util.stream.Stream.of("w1", "pwm")
              .filter(address.keys()::contains)
              .findFirst()
              .orElse("chip");
      return "GPIO " + address.shown(wire) + " " + address.shown("value");
    }
    return "GPIO pin " + address.shown("pin");
  }

  @Override
  public Driver create(Settings driver, List<PointBinding> bindings) {
    driver.text("id", "");
    driver.text("protocol", "");
    Board.Provider provider = driver.choice("provider", Board.Provider.class, null);
    PinLink.Place link = link(driver, provider);
    boolean readOnly = driver.flag("read-only", false);
    String counts = driver.text("counts", "");
    driver.done();
    List<PointBinding> ofChips =
        bindings.stream().filter(binding -> ChipPoint.fits(binding.address())).toList();
    var taken = new HashMap<Integer, PinPoint>();
    var points = new ArrayList<PinPoint>();
    for (PointBinding binding : bindings) {
      if (ofChips.contains(binding)) {
        continue;
      }
      PinPoint point = PinPoint.of(binding);
      if (point.counting() != null && counts.isEmpty()) {
        driver.problem("counts", "counts is missing: the folder where pulse counts are kept");
      }
      points.add(point);
      PinPoint other = taken.putIfAbsent(point.pin(), point);
      if (other != null) {
        binding.address().problem("pin", "pin " + point.pin() + " is already " + other.id());
      }
      if (readOnly && point.direction() == Direction.OUT) {
        binding.address().problem("direction", "a read-only driver has no outputs");
      }
    }
    Set<PointId> writable =
        bindings.stream()
            .filter(binding -> binding.writable() && !readOnly)
            .map(PointBinding::point)
            .collect(Collectors.toSet());
    boolean counting = !counts.isEmpty() && points.stream().anyMatch(it -> it.counting() != null);
    Counters counters = counting ? new Counters(Path.of(counts), world.clock()) : null;
    var pins =
        new GpioDriver(new GpioDriver.Options(provider, link, random, counters), points, writable);
    Map<PointId, ChipPoint> chips =
        ofChips.stream()
            .collect(
                Collectors.toMap(PointBinding::point, it -> ChipPoint.of(it, world.devices())));
    return new BoardDriver(pins, new ChipDriver(world, chips, writable), chips.keySet());
  }

  private static PinLink.@Nullable Place link(Settings driver, Board.Provider provider) {
    String text = driver.text("link", "");
    if (text.isEmpty()) {
      return null;
    }
    if (provider != Board.Provider.MOCK) {
      driver.problem("link", "link is for the provider mock only: real pins have wires");
    }
    Matcher matcher = LINK.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      driver.problem("link", "link is \"" + text + "\"; it must be host:port");
      return null;
    }
    return new PinLink.Place(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }
}
