package io.arxos.bench;

import io.arxos.stage.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The demo's site with points that a load program feeds.
final class LoadSite {
  private LoadSite() {}

  static Path write(Path folder) throws IOException {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < Load.POINTS; i++) {
      points.append(
          """
                - id: p%02d
                  name: Load %d
                  class: Sensor
                  driver: load
                  address: { topic: %s, qos: 1 }
                  deadband: 0
          """
              .formatted(i, i, Load.topic(i)));
    }
    String equipment =
        """
        equipment:
          - id: load
            name: Load
            class: Equipment
            system: site
            points:
        """;
    String driver =
        """
        drivers:
          - id: load
            protocol: mqtt
            url: tcp://127.0.0.1:${ARXOS_SIM_MQTT_PORT}
            client-id: hofgarten-1-load
            version: 3.1.1
        """;
    Path shipped =
        Path.of(System.getProperty("arxos.home", ".")).resolve("config/sites/hofgarten/site.yaml");
    String site =
        Files.readString(shipped)
            .replace("\ndrivers:\n", "\n" + driver)
            .replace("\nequipment:\n", "\n" + equipment + points);
    return Files.writeString(folder.resolve("site.yaml"), site);
  }
}
