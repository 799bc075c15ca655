package io.arxos.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command against a Modbus device of a few lines, without a gateway.
final class DoctorLineCommandTest {
  @TempDir private Path folder = Path.of("");

  private final Device device = new Device();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  DoctorLineCommandTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    device.listener.close();
  }

  @Test
  void aRoomThatSpeaksFahrenheitIsFound() throws Exception {
    device.value = 71;
    assertEquals(3, run("--for", "6s", "--json"), err.toString());
    var result = new JsonObject(out.toString());
    JsonObject finding = result.getJsonArray("findings").getJsonObject(0);
    assertEquals("unit-slip", finding.getString("signature"));
    assertEquals("hq/room/air-temp", finding.getString("subject"));
    JsonObject line = result.getJsonArray("lines").getJsonObject(0);
    assertEquals("bus", line.getString("driver"));
    JsonObject unit = line.getJsonArray("devices").getJsonObject(0);
    assertTrue(unit.getLong("answered") >= 3, unit.encode());
    assertTrue(unit.getDouble("p95_ms") > 0, unit.encode());
    assertEquals(0, device.writes.get(), "an examination writes nothing");
  }

  @Test
  void aHealthyLineSaysSo() throws Exception {
    device.value = 21;
    assertEquals(0, run("--for", "6s"), err.toString());
    assertTrue(out.toString().contains("unit-id 1"), out.toString());
    assertTrue(out.toString().contains("nothing wrong was found"), out.toString());
  }

  @Test
  void aWrongDurationIsAUsageError() throws Exception {
    assertEquals(2, run("--for", "soon"));
    assertEquals(2, run("--for", "2h"));
  }

  private int run(String... more) throws IOException {
    Path site = folder.resolve("site.yaml");
    Files.writeString(
        site,
        """
        building: hq
        name: Headquarters
        zone: Europe/Berlin
        gateway: hq-1
        drivers:
          - { id: bus, protocol: modbus, host: 127.0.0.1, port: %d }
        equipment:
          - id: room
            class: Room
            system: hvac
            points:
              - id: air-temp
                class: Zone_Air_Temperature_Sensor
                unit: Cel
                driver: bus
                address: { table: holding, register: 0 }
                poll: 1s
              - id: valve
                kind: command
                class: Valve_Command
                unit: "%%"
                driver: bus
                address: { table: holding, register: 100 }
                poll: 1s
                default: 0
                write: { min: 0, max: 100 }
                outputs: { power-up: 0, before-first-input: 0, input-stale: 0, stopped: hold, journal-failed: carry-on, cloud-lost: carry-on, update: hold }
        """
            .formatted(device.listener.getLocalPort()));
    var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] arguments = new String[4 + more.length];
    arguments[0] = "doctor";
    arguments[1] = "line";
    arguments[2] = "--site";
    arguments[3] = site.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return line.execute(arguments);
  }

  /// Answers each read of registers with one value.
  private static final class Device {
    final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    final AtomicInteger writes = new AtomicInteger();
    volatile int value;

    Device() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          Thread.ofVirtual().start(() -> serve(socket));
        } catch (IOException _) {
          return;
        }
      }
    }

    private void serve(Socket socket) {
      try (socket;
          var in = new DataInputStream(socket.getInputStream())) {
        while (true) {
          byte[] request = in.readNBytes(12);
          if (request.length < 12) {
            return;
          }
          int function = request[7];
          if (function != 3) {
            writes.incrementAndGet();
          }
          int count = request[11];
          var reply = ByteBuffer.allocate(9 + 2 * count);
          reply.put(request, 0, 4).putShort((short) (3 + 2 * count)).put(request, 6, 2);
          reply.put((byte) (2 * count));
          for (int i = 0; i < count; i++) {
            reply.putShort((short) value);
          }
          socket.getOutputStream().write(reply.array());
        }
      } catch (IOException _) {
        // the driver went away
      }
    }
  }
}
