package io.arxos.gateway.config;

import io.arxos.gateway.Protocols;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Site files as texts, for the tests of every package.
public final class TestSites {
  /// One room: a temperature, its set-point, its valve, a contact and the loop between them.
  public static final String ROOM =
      """
      building: hq
      name: Headquarters
      zone: Europe/Berlin
      gateway: hq-1
      drivers:
        - id: broker
          protocol: mqtt
          url: tcp://127.0.0.1:1883
        - id: bus
          protocol: modbus
          host: 127.0.0.1
      equipment:
        - id: room
          name: The room
          class: Room
          system: hvac
          points:
            - id: air-temp
              class: Air_Temperature_Sensor
              unit: Cel
              driver: broker
              address: { topic: hq/room/climate, pointer: /temperature }
              source-unit: "[degF]"
              range: [-20, 60]
              expected: [19, 26]
              deadband: 0.05
              report-within: 2m
              stale-after: 90s
            - id: temp-setpoint
              kind: setpoint
              class: Zone_Air_Temperature_Setpoint
              unit: Cel
              default: 21
              write: { min: 15, max: 26 }
            - id: valve
              kind: command
              class: Valve_Command
              unit: "%"
              driver: bus
              address: { unit-id: 2, table: holding, register: 100 }
              poll: 5s
              default: 0
              write: { min: 0, max: 100 }
              outputs: { power-up: 0, before-first-input: 30, input-stale: 30, stopped: hold, journal-failed: carry-on, cloud-lost: carry-on, update: hold }
            - id: window
              class: Open_Close_Status
              driver: broker
              address: { topic: hq/room/window }
              states: [closed, open]
      loops:
        - id: heating
          kind: pid
          input: room/air-temp
          setpoint: room/temp-setpoint
          output: room/valve
          gain: 25
          integral-time: 60s
          action: reverse
      """;

  private TestSites() {}

  public static Site room() {
    return load(ROOM);
  }

  /// The site that a text describes.
  public static Site load(String yaml) {
    return switch (read(yaml, Map.of())) {
      case SiteFile.Loaded(Site site) -> site;
      case SiteFile.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  /// The file is called `site.yaml` in problems, whatever folder it was in.
  static SiteFile.Result read(String yaml, Map<String, String> environment) {
    try {
      Path file = Files.createTempDirectory("site").resolve("site.yaml");
      Files.writeString(file, yaml);
      return SiteFile.load(file, environment, Protocols.all());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
