package io.arxos.gateway.discovery;

import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.naming.Segments;
import io.arxos.gateway.config.DriverConfig;
import io.arxos.gateway.config.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A driver that no site file has yet: an address that somebody gave.
///
/// @param id that it gets in the site file
/// @param settings its keys there
public record AdHoc(String id, String protocol, Map<String, Object> settings) {
  private static final int MODBUS_PORT = 502;
  private static final int COAP_PORT = 5683;

  /// @param url such as `tcp://192.168.1.10:1883`, or a host
  public static AdHoc broker(String url) {
    String whole = url.contains("://") ? url : "tcp://" + url;
    String port = whole.substring(whole.indexOf("://") + 3).contains(":") ? "" : ":1883";
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("url", whole + port);
    settings.put("client-id", "arxos-gateway");
    return new AdHoc("broker", "mqtt", settings);
  }

  /// @param address `host` or `host:port`
  public static AdHoc modbus(String address) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("host", host(address));
    settings.put("port", port(address, MODBUS_PORT));
    return new AdHoc("modbus-" + Segments.of(host(address)), "modbus", settings);
  }

  /// @param address `host`, `host:port` or a whole `coap://…`
  public static AdHoc coap(String address) {
    String url =
        address.contains("://")
            ? address
            : "coap://" + host(address) + ":" + port(address, COAP_PORT);
    return new AdHoc(
        "coap-" + Segments.of(host(address.replaceFirst("^.*://", ""))),
        "coap",
        Map.of("url", url));
  }

  /// @param text `protocol,key=value,…`: any protocol, with the keys of its driver
  public static AdHoc any(String text) {
    String[] parts = text.split(",");
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        settings.put(parts[i].substring(0, equals), plain(parts[i].substring(equals + 1)));
      }
    }
    return new AdHoc(Segments.of(parts[0]), parts[0].strip(), settings);
  }

  /// The driver, not yet open; null when its settings are wrong, which is reported, or nobody
  /// speaks the protocol.
  public @Nullable Driver driver(List<DriverFactory> factories, Consumer<Problem> problems) {
    int[] wrong = {0};
    Consumer<Problem> counted =
        problem -> {
          wrong[0]++;
          problems.accept(problem);
        };
    for (DriverFactory factory : factories) {
      if (factory.protocol().equals(protocol)) {
        Driver driver = factory.create(Settings.of(settings, counted), List.of());
        return wrong[0] == 0 ? driver : null;
      }
    }
    List<String> known = factories.stream().map(DriverFactory::protocol).toList();
    problems.accept(
        new Problem("(command line)", 0, protocol + ": " + Settings.suggestion(protocol, known)));
    return null;
  }

  /// As it stands in a site file.
  Map<String, Object> entry() {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", id);
    entry.put("protocol", protocol);
    entry.putAll(settings);
    return entry;
  }

  /// The id that a site's driver with the same address has, or this one's own, numbered when the
  /// site has another of that name.
  public AdHoc in(@Nullable Site site) {
    if (site == null) {
      return this;
    }
    for (DriverConfig config : site.drivers()) {
      if (config.protocol().equals(protocol) && sameAddress(config)) {
        return new AdHoc(config.id(), protocol, settings);
      }
    }
    List<String> ids = site.drivers().stream().map(DriverConfig::id).toList();
    String free = id;
    for (int number = 2; ids.contains(free); number++) {
      free = id + "-" + number;
    }
    return new AdHoc(free, protocol, settings);
  }

  /// Numbered when another of the command line has its id.
  public AdHoc besides(Set<String> ids) {
    String free = id;
    for (int number = 2; ids.contains(free); number++) {
      free = id + "-" + number;
    }
    return new AdHoc(free, protocol, settings);
  }

  private boolean sameAddress(DriverConfig config) {
    return settings.entrySet().stream()
        .allMatch(setting -> {
          if (setting.getKey().equals("client-id")) {
            return true;
          }
          Settings.Entry its = config.settings().entries().get(setting.getKey());
          return its != null
              && String.valueOf(its.value()).equals(String.valueOf(setting.getValue()));
        });
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }

  private static long port(String address, int otherwise) {
    int colon = address.lastIndexOf(':');
    String text = colon < 0 ? "" : address.substring(colon + 1);
    return text.matches("[0-9]{1,5}") ? Long.parseLong(text) : otherwise;
  }

  private static Object plain(String text) {
    return text.matches("-?[0-9]{1,15}") ? (Object) Long.valueOf(text) : text;
  }
}
