package io.arxos.gateway.uplink;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Failures of a connection as one sentence for an operator, the same for the same cause.
final class LinkErrors {
  private static final int CAUSES_MAX = 10;

  private LinkErrors() {}

  static String of(Throwable error, String address) {
    Throwable cause = error;
    for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
      switch (cause) {
        case UnknownHostException _ -> {
          return address + ": no such host";
        }
        case SSLException tls -> {
          return address + " and this gateway do not trust each other (" + tls(tls) + ")";
        }
        case ConnectException _ -> {
          return address + " cannot be reached (connection refused)";
        }
        default -> cause = cause.getCause();
      }
    }
    Status status = Status.fromThrowable(error);
    String said = firstLine(status.getDescription());
    return switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          address + " refuses this gateway: " + (said == null ? status.getCode() : said);
      case UNAVAILABLE -> unavailable(address, said == null ? "" : said, status.getCause() == null);
      default -> address + ": " + (said == null ? status.getCode().toString() : said);
    };
  }

  static String ofFiles(Exception error) {
    return "the certificate cannot be used: " + error.getMessage();
  }

  /// Netty adds its pipeline in further lines.
  private static @Nullable String firstLine(@Nullable String said) {
    return said == null ? null : said.lines().findFirst().orElse("");
  }

  private static String unavailable(String address, String said, boolean byTheCloud) {
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("keepalive")) {
      return address + " does not answer any more";
    }
    if (byTheCloud && !said.isEmpty()) {
      return address + ": " + said;
    }
    return address + " cannot be reached" + (said.isEmpty() ? "" : " (" + said + ")");
  }

  private static String tls(SSLException error) {
    Throwable deepest = error;
    for (int i = 0; i < CAUSES_MAX && deepest.getCause() != null; i++) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
