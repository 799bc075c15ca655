package io.arxos.chaos;

import io.arxos.stage.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The building of a campaign: one device that counts.
final class ChaosSite {
  static final String GATEWAY = "chaos-1";

  private ChaosSite() {}

  /// Paths of the counting points.
  static List<String> points() {
    return IntStream.range(0, Load.POINTS).mapToObj("chaos/load/p%02d"::formatted).toList();
  }

  static Path write(Path folder, int brokerPort) throws IOException {
    StringBuilder site =
        new StringBuilder(
            """
            building: chaos
            name: Chaos
            zone: UTC
            gateway: %s
            drivers:
              - id: load
                protocol: mqtt
                url: tcp://127.0.0.1:%d
                client-id: %s
                version: 3.1.1
            equipment:
              - id: load
                name: Load
                class: Equipment
                system: site
                points:
            """
                .formatted(GATEWAY, brokerPort, GATEWAY));
    for (int i = 0; i < Load.POINTS; i++) {
      site.append(
          """
                - id: p%02d
                  name: Count %d
                  class: Sensor
                  driver: load
                  address: { topic: %s, qos: 1 }
                  deadband: 0
          """
              .formatted(i, i, Load.topic(i)));
    }
    return Files.writeString(folder.resolve("site.yaml"), site);
  }
}
