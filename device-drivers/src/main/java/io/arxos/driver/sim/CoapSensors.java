package io.arxos.driver.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;

/// The devices that speak CoAP: sensors of the last two rooms, weather station, building clock.
/// Each resource can be read and observed (RFC 7641); notifications are confirmable, so an observer
/// that is gone is forgotten.
final class CoapSensors implements Devices {
  private static final Duration CLIMATE = Duration.ofSeconds(5);
  private static final Duration CLOCK = Duration.ofSeconds(1);

  private final CoapServer server;
  private final CoapEndpoint endpoint;
  private final List<Sensor> sensors = new ArrayList<>();

  private CoapSensors(LiveBuilding building, CoapServer server, CoapEndpoint endpoint) {
    this.server = server;
    this.endpoint = endpoint;
    var messages = new Messages(building);
    long now = building.nanos();
    var rooms = new CoapResource("rooms");
    for (int room : building.rooms()) {
      if (room > MqttSensors.LAST_ROOM) {
        rooms.add(room(building, messages, room));
      }
    }
    var simulation = new CoapResource("simulation");
    simulation.add(
        sensor(
            new Sensor("time-of-day", () -> clock(building), new Schedule(CLOCK, now))
                .plainText()));
    server.add(
        rooms,
        simulation,
        sensor(new Sensor("weather", messages::weather, new Schedule(CLIMATE, now))));
  }

  static CoapSensors start(LiveBuilding building, int port) throws IOException {
    Configuration configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
            .set(CoapConfig.MAX_ACTIVE_PEERS, 200);
    var endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .build();
    var server = new CoapServer(configuration);
    server.addEndpoint(endpoint);
    var sensors = new CoapSensors(building, server, endpoint);
    try {
      server.start();
    } catch (IllegalStateException e) {
      server.destroy();
      throw new IOException("CoAP cannot listen on port " + port, e);
    }
    return sensors;
  }

  @Override
  public int port() {
    return endpoint.getAddress().getPort();
  }

  @Override
  public void look(long nowNanos) {
    sensors.forEach(sensor -> sensor.look(nowNanos));
  }

  @Override
  public void close() {
    server.destroy();
  }

  private CoapResource room(LiveBuilding building, Messages messages, int room) {
    long now = building.nanos();
    BooleanSupplier silent = () -> building.isSilent(room);
    BooleanSupplier window = () -> building.isOn("room-" + room + "/window");
    BooleanSupplier occupied = () -> building.isOn("room-" + room + "/occupied");
    var resource = new CoapResource(Integer.toString(room));
    resource.add(
        sensor(
            new Sensor("climate", () -> messages.climate(room), new Schedule(CLIMATE, now))
                .silentWhen(silent)),
        sensor(
            new Sensor("window", () -> messages.window(room), heartbeat(now))
                .silentWhen(silent)
                .reporting(window)),
        sensor(
            new Sensor("occupancy", () -> messages.occupancy(room), heartbeat(now))
                .silentWhen(silent)
                .reporting(occupied)));
    return resource;
  }

  private static Schedule heartbeat(long now) {
    return new Schedule(MqttSensors.HEARTBEAT, now);
  }

  private static byte[] clock(LiveBuilding building) {
    return String.format(Locale.ROOT, "%.4f", building.number("simulation/time-of-day"))
        .getBytes(UTF_8);
  }

  private Sensor sensor(Sensor sensor) {
    sensors.add(sensor);
    return sensor;
  }

  /// One resource. A silent one answers nobody, as a sensor with an empty battery.
  private static final class Sensor extends CoapResource {
    private final Supplier<byte[]> content;
    private final Schedule schedule;
    private BooleanSupplier silent = () -> false;
    private BooleanSupplier state = () -> false;
    private int format = MediaTypeRegistry.APPLICATION_JSON;

    Sensor(String name, Supplier<byte[]> content, Schedule schedule) {
      super(name);
      this.content = content;
      this.schedule = schedule;
      setObservable(true);
      setObserveType(Type.CON);
      getAttributes().setObservable();
    }

    Sensor silentWhen(BooleanSupplier condition) {
      silent = condition;
      return this;
    }

    /// A change of the state is reported at once.
    Sensor reporting(BooleanSupplier reported) {
      state = reported;
      return this;
    }

    Sensor plainText() {
      format = MediaTypeRegistry.TEXT_PLAIN;
      return this;
    }

    void look(long nowNanos) {
      if (!silent.getAsBoolean() && schedule.isDue(nowNanos, state.getAsBoolean())) {
        changed();
      }
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      if (!silent.getAsBoolean()) {
        exchange.respond(ResponseCode.CONTENT, content.get(), format);
      }
    }
  }
}
