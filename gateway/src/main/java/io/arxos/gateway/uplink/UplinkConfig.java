package io.arxos.gateway.uplink;

import java.nio.file.Path;
import java.time.Duration;

/// The way to the cloud.
///
/// @param ca PEM of the authority that signed the cloud's certificate
/// @param certificate PEM, with the SAN `URI:arxos://gateway/<id>`
/// @param key PEM, PKCS#8
/// @param keep how long samples stay in the journal when they are safe in the cloud
public record UplinkConfig(
    String host, int port, Path ca, Path certificate, Path key, Duration keep) {
  public static final Duration KEEP = Duration.ofHours(24);

  public String address() {
    return host + ":" + port;
  }
}
