package io.arxos.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one gateway process runs. What the building is made of is in the [Site].
///
/// @param site file of the building
/// @param data folder of everything the gateway keeps
/// @param trustClock the wall clock is right whatever the kernel says of its synchronisation
/// @param cloud null for a gateway that stands alone
public record GatewayConfig(
    Path site,
    Path data,
    boolean trustClock,
    Page page,
    Journal journal,
    Control control,
    @Nullable Cloud cloud) {
  /// The gateway's own page.
  ///
  /// @param host address to listen at; commands are accepted on loopback only
  /// @param port 0 for any free one
  public record Page(String host, int port) {
    public static final Page DEFAULT = new Page("127.0.0.1", 8081);
  }

  /// The journal on disk.
  ///
  /// @param quotaBytes the most the journal may take on disk
  /// @param keep how long data stays after it is safe in the cloud
  /// @param profile how often it is synced
  /// @param cardTerabytesWritten what the card is made to endure; 0 when it is not known
  public record Journal(
      long quotaBytes, Duration keep, Profile profile, double cardTerabytesWritten) {
    public static final Journal DEFAULT =
        new Journal(1L << 30, Duration.ofHours(24), Profile.AUTO, 0);
  }

  /// How often the journal is synced.
  public enum Profile {
    /// As the disk is.
    AUTO,
    /// Within 20 ms when a device waits for its answer, else within 250 ms.
    PROMPT,
    /// Once a second.
    SD_CARD
  }

  /// The control cycle.
  ///
  /// @param cycle 100 ms to 10 s
  public record Control(Duration cycle) {
    public static final Control DEFAULT = new Control(Duration.ofSeconds(1));
  }

  /// The way to the cloud: gRPC by mutual TLS 1.3.
  ///
  /// @param ca PEM of the authority that signed the cloud's certificate
  /// @param certificate PEM, with the SAN `URI:arxos://gateway/<id>`
  /// @param key PEM, PKCS#8
  public record Cloud(String host, int port, Path ca, Path certificate, Path key) {}
}
