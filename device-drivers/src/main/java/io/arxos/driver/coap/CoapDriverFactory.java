package io.arxos.driver.coap;

import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.Settings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// CoAP: either `url`, with `timeout` (5s) and `read-only`, for a device that is asked, or `listen`
/// for devices that push; for `coaps://` `psk-identity`, `psk-file`, `ca-file`, `certificate-file`,
/// `key-file`; for OSCORE `oscore-file`, `oscore-state`, `oscore-replay-window`.
public final class CoapDriverFactory implements DriverFactory {
  private static final URI NOWHERE = URI.create("coap://127.0.0.1:5683");
  private static final int PORT = 5683;
  private static final int SECURE_PORT = 5684;

  private final Clock clock;
  private final RandomGenerator random;

  public CoapDriverFactory() {
    this(Clock.system(), new Random());
  }

  /// @param random safe for any thread
  CoapDriverFactory(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String protocol() {
    return "coap";
  }

  /// A resource that is observed is not asked as well.
  @Override
  public boolean unasked(Settings address) {
    return Boolean.TRUE.equals(address.plain("observe"));
  }

  @Override
  public List<String> everybody(Duration limit) throws InterruptedException {
    return new Multicast(Multicast.GROUPS, random).urls(limit);
  }

  @Override
  public String source(Settings address) {
    return ("CoAP " + address.shown("path") + " " + address.shown("pointer")).strip();
  }

  @Override
  public Driver create(Settings driver, List<PointBinding> bindings) {
    String id = driver.text("id", "device");
    driver.text("protocol", "");
    return driver.has("listen") ? listener(id, driver, bindings) : device(id, driver, bindings);
  }

  private Driver device(String id, Settings driver, List<PointBinding> bindings) {
    URI url = url(driver, "url");
    Duration timeout = driver.duration("timeout", Duration.ofSeconds(5));
    if (timeout.toMillis() < 100 || timeout.toMillis() > 60_000) {
      driver.problem("timeout", "timeout must be 100ms to 60s");
    }
    boolean readOnly = driver.flag("read-only", false);
    Security security = Security.of(driver, "coaps".equals(url.getScheme()), false);
    driver.done();
    for (PointBinding binding : bindings) {
      if (binding.address().has("endpoint")) {
        binding.address().problem("endpoint", "endpoint has no effect: the driver does not listen");
      }
    }
    return new CoapDriver(
        new CoapDevice(id, url, timeout, security, DeviceGate.standard(clock, random)),
        bindings.stream().map(CoapPoint::of).toList(),
        bindings.stream()
            .filter(binding -> binding.writable() && !readOnly)
            .map(PointBinding::point)
            .collect(Collectors.toSet()),
        clock,
        random);
  }

  private Driver listener(String id, Settings driver, List<PointBinding> bindings) {
    URI listen = url(driver, "listen");
    boolean secured = "coaps".equals(listen.getScheme());
    Security security = Security.of(driver, secured, true);
    driver.flag("read-only", false);
    driver.done();
    for (PointBinding binding : bindings) {
      if (!Boolean.TRUE.equals(binding.address().plain("observe"))) {
        binding
            .address()
            .problem("observe", "observe must be true: a device that pushes is not asked");
      }
      if (binding.writable()) {
        binding.address().problem("path", "a point that is pushed cannot be written");
      }
    }
    int port = listen.getPort() >= 0 ? listen.getPort() : secured ? SECURE_PORT : PORT;
    return new CoapListener(
        id,
        new InetSocketAddress(String.valueOf(listen.getHost()), port),
        security,
        bindings.stream().map(CoapPoint::of).toList(),
        clock);
  }

  /// `coap://host:port` or `coaps://host:port`.
  private static URI url(Settings driver, String key) {
    String text = driver.text(key);
    try {
      var url = new URI(text);
      boolean known = "coap".equals(url.getScheme()) || "coaps".equals(url.getScheme());
      if (known && url.getHost() != null && url.getPath().length() <= 1) {
        return url;
      }
    } catch (URISyntaxException _) {
      // reported below
    }
    if (!text.isEmpty()) {
      driver.problem(key, key + " is \"" + text + "\"; it must be such as coap://127.0.0.1:5683");
    }
    return NOWHERE;
  }
}
