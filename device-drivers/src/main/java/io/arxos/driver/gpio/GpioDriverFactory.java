package io.arxos.driver.gpio;

import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.Settings;
import io.arxos.driver.gpio.PinPoint.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// GPIO: `provider` (mock or gpiod), `link` (mock only), `read-only`.
public final class GpioDriverFactory implements DriverFactory {
  private static final Pattern LINK = Pattern.compile("([^:\\s]+):(\\d{1,5})");

  private final RandomGenerator random;

  public GpioDriverFactory() {
    this(new Random());
  }

  /// @param random safe for any thread
  GpioDriverFactory(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String protocol() {
    return "gpio";
  }

  @Override
  public String source(Settings address) {
    return "GPIO pin " + address.shown("pin");
  }

  @Override
  public Driver create(Settings driver, List<PointBinding> bindings) {
    driver.text("id", "");
    driver.text("protocol", "");
    Board.Provider provider = driver.choice("provider", Board.Provider.class, null);
    PinLink.Place link = link(driver, provider);
    boolean readOnly = driver.flag("read-only", false);
    driver.done();
    var taken = new HashMap<Integer, PinPoint>();
    var points = new ArrayList<PinPoint>();
    for (PointBinding binding : bindings) {
      PinPoint point = PinPoint.of(binding);
      points.add(point);
      PinPoint other = taken.putIfAbsent(point.pin(), point);
      if (other != null) {
        binding.address().problem("pin", "pin " + point.pin() + " is already " + other.id());
      }
      if (readOnly && point.direction() == Direction.OUT) {
        binding.address().problem("direction", "a read-only driver has no outputs");
      }
    }
    return new GpioDriver(
        new GpioDriver.Options(provider, link, random),
        points,
        bindings.stream()
            .filter(binding -> binding.writable() && !readOnly)
            .map(PointBinding::point)
            .collect(Collectors.toSet()));
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
