package io.arxos.e2e;

import io.arxos.cable.MqttTap;
import io.arxos.cable.Tally;
import io.arxos.chaos.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// A device whose every reading is different: it counts, by MQTT with QoS 1, into a point of the
/// demo's building. What the gateway acknowledged of it is compared with what the store has.
final class Probe implements AutoCloseable {
  static final String POINT = "hofgarten/probe/count";
  private static final String TOPIC = "probe/count";
  private static final int PERIOD_MILLIS = 50;
  private static final Pattern VALUE = Pattern.compile("\"value\":(\\d+)(?:\\.0)?[,}]");

  private final MqttClient client;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private long next = 1;

  Probe(int brokerPort) throws MqttException {
    client = new MqttClient("tcp://127.0.0.1:" + brokerPort, "probe", new MemoryPersistence());
    var options = new MqttConnectOptions();
    options.setAutomaticReconnect(true);
    client.connect(options);
    clock.scheduleAtFixedRate(this::publish, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void publish() {
    try {
      var message = new MqttMessage(Long.toString(next).getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      client.publish(TOPIC, message);
      next++;
    } catch (MqttException e) {
      // The broker is away for a moment; the same number is tried again.
    }
  }

  @Override
  public void close() throws Exception {
    clock.shutdown();
    clock.awaitTermination(10, TimeUnit.SECONDS);
    client.disconnect();
    client.close();
  }

  /// The demo's site with the probe in it, reached through the tap.
  static Path siteWithProbe(Path folder) throws IOException {
    String site =
        Files.readString(Commands.HOME.resolve("config/sites/hofgarten/site.yaml"))
            .replaceFirst(
                "(?m)^drivers:\\n",
                """
                drivers:
                  - id: tap
                    protocol: mqtt
                    url: tcp://127.0.0.1:\\${ARXOS_TAP_PORT}
                    client-id: hofgarten-1-tap
                    version: 3.1.1
                """)
            .replaceFirst(
                "(?m)^equipment:\\n",
                """
                equipment:
                  - id: probe
                    name: Probe
                    class: Equipment
                    system: site
                    points:
                      - id: count
                        name: Count
                        class: Sensor
                        driver: tap
                        address: { topic: probe/count, qos: 1 }
                        deadband: 0
                """);
    Path file = folder.resolve("site.yaml");
    Files.writeString(file, site);
    return file;
  }

  static Verdict compare(MqttTap tap, String export) {
    Tally stored = new Tally();
    try (Stream<String> lines = export.lines()) {
      lines.forEach(line -> {
        Matcher matcher = VALUE.matcher(line);
        if (matcher.find()) {
          stored.add(matcher.group(1));
        }
      });
    }
    return Verdict.of(tap.delivered(), tap.acknowledged(), stored);
  }
}
