package io.arxos.driver.mqtt;

import io.arxos.driver.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to reach the broker.
///
/// @param url `tcp://host:port` on the loopback address, `ssl://host:port` elsewhere
/// @param version what to begin with
/// @param security who we are to the broker and the broker to us
/// @param limits what the connection promises the broker
/// @param host what we are to Sparkplug nodes
record MqttOptions(
    String url,
    String clientId,
    Version version,
    Security security,
    Limits limits,
    HostOptions host) {
  private static final int CLIENT_ID_CHARACTERS_MAX = 128;

  /// `AUTO` begins with 5 and falls back.
  enum Version {
    AUTO,
    V5,
    V3
  }

  /// @param passwordFile holds the password in its first line; read anew for every connection
  record Login(String user, @Nullable Path passwordFile) {
    byte[] password() throws BrokerException {
      if (passwordFile == null) {
        return new byte[0];
      }
      try {
        return Files.readString(passwordFile)
            .lines()
            .findFirst()
            .orElse("")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new BrokerException("cannot read the password file", false, e);
      }
    }
  }

  /// @param login null when the broker asks for none
  /// @param tls used when the address begins with `ssl`
  record Security(@Nullable Login login, Tls tls) {}

  /// @param keepAlive the broker is taken for dead after one and a half of it
  /// @param sessionExpiry how long the broker keeps our messages while we are away
  /// @param receiveMaximum unacknowledged messages the broker may have under way, 1..65535
  /// @param share the group whose members share our subscriptions; empty for none
  record Limits(Duration keepAlive, Duration sessionExpiry, int receiveMaximum, String share) {}

  static MqttOptions of(Settings driver) {
    String id = driver.text("id", "");
    driver.text("protocol", "");
    String clientId = driver.text("client-id");
    if (clientId.length() > CLIENT_ID_CHARACTERS_MAX) {
      driver.problem("client-id", "client-id is longer than " + CLIENT_ID_CHARACTERS_MAX);
    }
    var limits =
        new Limits(
            seconds(driver, "keep-alive", Duration.ofSeconds(15), Duration.ofHours(1)),
            seconds(driver, "session-expiry", Duration.ofDays(7), Duration.ofDays(365)),
            (int) driver.integer("receive-maximum", 1, 65_535, 1_000),
            share(driver));
    String url = url(driver);
    var security = new Security(login(driver), Tls.of(driver, url.startsWith("ssl:")));
    return new MqttOptions(
        url,
        clientId.isEmpty() ? id : clientId,
        version(driver),
        security,
        limits,
        HostOptions.of(driver));
  }

  /// The same broker for another client of ours.
  MqttOptions as(String otherClientId) {
    var alone = new Limits(limits.keepAlive, limits.sessionExpiry, limits.receiveMaximum, "");
    return new MqttOptions(url, otherClientId, version, security, alone, host.listening());
  }

  boolean secured() {
    return url.startsWith("ssl:");
  }

  private static String share(Settings driver) {
    String share = driver.text("share", "");
    if (share.contains("/") || share.contains("+") || share.contains("#")) {
      driver.problem("share", "share is \"" + share + "\"; a name has no /, + and #");
      return "";
    }
    return share;
  }

  private static String url(Settings driver) {
    String text = driver.text("url");
    try {
      var url = new URI(text);
      boolean tls = "ssl".equals(url.getScheme());
      if (!text.isEmpty()
          && ((!tls && !"tcp".equals(url.getScheme())) || url.getHost() == null || rest(url))) {
        driver.problem(
            "url",
            "url is \""
                + text
                + "\"; it must be tcp://host:port or ssl://host:port, such as"
                + " tcp://127.0.0.1:1883");
      } else if (!text.isEmpty() && !tls && !loopback(url.getHost())) {
        driver.problem(
            "url", "url is without TLS, which only loopback allows; use ssl://" + url.getHost());
      }
    } catch (URISyntaxException _) {
      driver.problem("url", "url is \"" + text + "\"; it must be tcp://host:port");
    }
    return text;
  }

  private static boolean rest(URI url) {
    return !url.getPath().isEmpty() || url.getQuery() != null || url.getUserInfo() != null;
  }

  private static boolean loopback(String host) {
    try {
      return host.equals("localhost")
          || (host.matches("[0-9.]+|\\[.*]") && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static Version version(Settings driver) {
    String text = driver.text("version", "auto");
    return switch (text) {
      case "auto" -> Version.AUTO;
      case "5", "5.0" -> Version.V5;
      case "3.1.1" -> Version.V3;
      default -> {
        driver.problem(
            "version", "version is \"" + text + "\"; known here: " + List.of("5", "3.1.1", "auto"));
        yield Version.AUTO;
      }
    };
  }

  private static @Nullable Login login(Settings driver) {
    String user = driver.text("user", "");
    Path file = driver.path("password-file");
    if (user.isEmpty()) {
      if (file != null) {
        driver.problem("password-file", "password-file needs user");
      }
      return null;
    }
    return new Login(user, file);
  }

  private static Duration seconds(Settings driver, String key, Duration otherwise, Duration max) {
    Duration value = driver.duration(key, otherwise);
    if (value.toSeconds() < 1 || value.compareTo(max) > 0) {
      driver.problem(key, key + " must be 1s to " + max.toHours() + "h");
      return otherwise;
    }
    return value;
  }
}
