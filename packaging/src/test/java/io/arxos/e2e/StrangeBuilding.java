package io.arxos.e2e;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Devices of other people: mosquitto with what Zigbee2MQTT and Tasmota say, libcoap's server, and
/// a Modbus meter.
final class StrangeBuilding implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final List<Process> processes = new ArrayList<>();
  private final SunspecMeter meter = new SunspecMeter();
  private final Path folder;
  final int mqtt = freePort();
  final int coap = freePort();

  StrangeBuilding(Path folder) throws Exception {
    this.folder = folder;
    start("mosquitto", "-p", Integer.toString(mqtt));
    start("coap-server-notls", "-A", "127.0.0.1", "-p", Integer.toString(coap), "-d", "10");
    Await.until(
        LIMIT, "mosquitto", () -> run("mosquitto_pub", publishing("up", "1")) == 0, () -> "");
    zigbee();
    tasmota();
    Await.until(LIMIT, "libcoap", () -> put("3303/0/5700", "text", "22.5") == 0, () -> "");
    put("air", "110", "[{\"bn\":\"\",\"n\":\"co2\",\"u\":\"ppm\",\"v\":640}]");
  }

  int modbus() {
    return meter.port();
  }

  /// The room sensor measures something new.
  void temperature(double celsius) throws Exception {
    publish(
        "zigbee2mqtt/office_climate",
        "{\"temperature\":" + celsius + ",\"humidity\":43.2,\"battery\":97,\"linkquality\":120}");
  }

  private void zigbee() throws Exception {
    publish(
        "zigbee2mqtt/bridge/devices",
        """
        [{"ieee_address":"0x00158d0001dc126a","type":"EndDevice","friendly_name":"office_climate",
        "supported":true,"definition":{"model":"WSDCGQ11LM","vendor":"Aqara","description":"Sensor",
        "exposes":[
        {"type":"numeric","name":"temperature","property":"temperature","unit":"°C","access":1},
        {"type":"numeric","name":"humidity","property":"humidity","unit":"%","access":1},
        {"type":"numeric","name":"battery","property":"battery","unit":"%","access":1}]}}]\
        """);
    temperature(21.5);
  }

  private void tasmota() throws Exception {
    publish(
        "tele/plug1/SENSOR",
        """
        {"Time":"2026-01-05T08:00:00","ENERGY":{"Total":12.5,"Power":45,"ApparentPower":50,
        "ReactivePower":10,"Factor":0.9,"Voltage":231,"Current":0.2}}\
        """);
    publish("tele/plug1/LWT", "Online");
  }

  private void publish(String topic, String payload) throws Exception {
    if (run("mosquitto_pub", publishing(topic, payload)) != 0) {
      throw new IOException("mosquitto_pub did not publish to " + topic);
    }
  }

  private List<String> publishing(String topic, String payload) {
    return List.of(
        "-h", "127.0.0.1", "-p", Integer.toString(mqtt), "-r", "-t", topic, "-m", payload);
  }

  private int put(String path, String format, String payload) throws Exception {
    String address = "coap://127.0.0.1:" + coap + "/" + path;
    return run(
        "coap-client-notls", List.of("-B", "5", "-m", "put", "-t", format, "-e", payload, address));
  }

  private int run(String program, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(found(program)));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + ".out").toFile())
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private void start(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(found(program)));
    command.addAll(List.of(arguments));
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + ".log").toFile())
            .start());
  }

  private static String found(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no " + program + ": apt-get install mosquitto mosquitto-clients libcoap3-bin"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    for (Process process : processes) {
      process.destroy();
      process.waitFor();
    }
    meter.close();
  }
}
