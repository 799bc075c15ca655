package io.arxos.driver.mqtt;

import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.Outcome;
import io.arxos.driver.mqtt.sparkplug.SparkplugHost;
import io.arxos.driver.payload.Payload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Listens to messages nobody has configured a point for: finds the devices that they reveal, and
/// reads every point of them as if it had been added the moment it was found. For one thread.
public final class MqttDecoder {
  private static final int DEVICES_MAX = 2_000;
  private static final int POINTS_MAX = 20_000;
  private static final int TOPICS_MAX = 2_000;
  private static final int REMEMBERED_BYTES_MAX = 8 * 1024;

  private final List<Listening> dialects;
  private final Mapping mapping = new Mapping(List.of(), Duration.ZERO);
  private final Paths paths = new Paths();
  private final Map<String, Found> devices = new LinkedHashMap<>();
  private final Map<PointId, Meaning> meanings = new HashMap<>();
  private final Map<String, Owner> owners = new HashMap<>();
  private final Map<String, MqttMessage> recent = new LinkedHashMap<>();
  private final Map<String, Discovered> unmapped = new LinkedHashMap<>();

  /// What a message gives.
  public sealed interface Output {
    /// A device was found, or more of it is known now.
    ///
    /// @param points with their proposed paths; in `device` those that are not read here are left
    ///   out
    record Device(Discovered device, List<Placed> points) implements Output {}

    /// A reading of a point of a device that was found.
    ///
    /// @param point its proposed path
    /// @param path where in the payload the value stands; empty for the whole of it
    record Told(String point, Meaning meaning, Reading reading, String path) implements Output {}

    /// The message is of a known dialect, and wrong.
    record Wrong(String reason) implements Output {}
  }

  /// A point and the path that is proposed for it.
  public record Placed(String path, DiscoveredPoint point) {}

  private record Listening(Dialect dialect, int rank, List<TopicFilter> filters) {
    boolean guesses() {
      return dialect.name().equals(Dialects.GUESS);
    }

    boolean hears(String topic) {
      return filters.stream().anyMatch(filter -> filter.matches(topic));
    }
  }

  /// @param guessed gives way to whoever knows better
  private record Owner(int rank, String device, boolean guessed) {
    boolean keepsFrom(int other) {
      return rank != other && !guessed;
    }
  }

  private record Found(Discovered device, List<PointId> points) {}

  /// @param dialects the first that makes points of a topic keeps it
  MqttDecoder(List<Dialect> dialects) {
    var listening = new ArrayList<Listening>();
    for (Dialect dialect : dialects) {
      listening.add(
          new Listening(
              dialect, listening.size(), dialect.filters().stream().map(TopicFilter::of).toList()));
    }
    this.dialects = List.copyOf(listening);
  }

  /// Every dialect that is known here.
  public static MqttDecoder auto() {
    return new MqttDecoder(Dialects.all());
  }

  /// One dialect alone; empty when nobody has this name.
  public static Optional<MqttDecoder> of(String profile) {
    List<Dialect> dialects = Dialects.named(profile);
    return dialects.isEmpty() ? Optional.empty() : Optional.of(new MqttDecoder(dialects));
  }

  /// What an installer has written down in a file. What is wrong is reported, and the result is not
  /// to be used then.
  public static MqttDecoder file(Path path, Consumer<Problem> problems) {
    return new MqttDecoder(List.of(Dialects.file(path, problems)));
  }

  /// The names of the dialects.
  public static List<String> profiles() {
    return Dialects.names();
  }

  /// Takes the next message. Never throws, whatever the bytes.
  public List<Output> hear(MqttMessage message) {
    var outputs = new ArrayList<Output>();
    remember(message);
    String wrong = reveal(message, outputs);
    if (SparkplugHost.concerns(message.topic())) {
      return sparkplug(message, wrong, outputs);
    }
    List<Mapping.Told> told = mapping.hear(message, false);
    for (Mapping.Told one : told == null ? List.<Mapping.Told>of() : told) {
      Meaning meaning = meanings.getOrDefault(one.point(), Meaning.UNKNOWN);
      outputs.add(new Output.Told(Paths.shown(one.point()), meaning, one.reading(), one.path()));
    }
    if (wrong != null && (told == null || told.isEmpty())) {
      outputs.add(new Output.Wrong(wrong));
    }
    return outputs;
  }

  /// Nothing waits for a missing message here: a reading belongs to its own line.
  private List<Output> sparkplug(
      MqttMessage message, @Nullable String wrong, List<Output> outputs) {
    var heard = mapping.sparkplug(message);
    for (var all : List.of(heard.history(), heard.now())) {
      for (Mapping.Told one : all) {
        Meaning meaning = meanings.getOrDefault(one.point(), Meaning.UNKNOWN);
        outputs.add(new Output.Told(Paths.shown(one.point()), meaning, one.reading(), one.path()));
      }
    }
    String reason = heard.wrong() == null ? wrong : heard.wrong();
    if (reason != null) {
      outputs.add(new Output.Wrong(reason));
    }
    return outputs;
  }

  /// What Sparkplug nodes have to be asked, since this was asked last: births are not kept by a
  /// broker.
  List<Outcome.Request> takeRequests() {
    return mapping.takeRequests();
  }

  /// Every device that was found so far, with what its points say now, but without what is
  /// configured; then the topics that fit nothing, with a sample.
  List<Discovered> found(Mapping configured) {
    var found = new ArrayList<Discovered>();
    for (Found one : devices.values()) {
      Discovered device = withValues(one, configured);
      if (!device.points().isEmpty()) {
        found.add(device);
      }
    }
    unmapped.forEach((topic, device) -> {
      if (!owners.containsKey(topic) && !configured.knows(topic)) {
        found.add(device);
      }
    });
    return found;
  }

  /// Why the message is wrong; null when it is not.
  private @Nullable String reveal(MqttMessage message, List<Output> outputs) {
    Owner owner = owners.get(message.topic());
    // A filter of a device that was found, or its availability: nothing is left to guess.
    boolean explained = owner == null && mapping.knows(message.topic());
    for (Listening listening : dialects) {
      if ((owner != null && owner.keepsFrom(listening.rank()))
          || (explained && listening.guesses())
          || !listening.hears(message.topic())) {
        continue;
      }
      switch (listening.dialect().hear(message)) {
        case Heard.NotMine _ -> {}
        case Heard.Wrong(String reason) -> {
          return reason;
        }
        case Heard.Understood(List<Discovered> revealed) -> {
          revealed.forEach(device -> reveal(device, listening, outputs));
          return null;
        }
      }
    }
    if (owner == null
        && !mapping.knows(message.topic())
        && unmapped.size() < TOPICS_MAX
        && !unmapped.containsKey(message.topic())) {
      var device = new Discovered("mqtt", message.topic(), Payload.sample(message.payload()));
      unmapped.put(message.topic(), device);
      outputs.add(new Output.Device(device, List.of()));
    }
    return null;
  }

  private void reveal(Discovered device, Listening by, List<Output> outputs) {
    String key = by.dialect().name() + "\n" + device.address();
    Found before = devices.get(key);
    if (before == null && devices.size() >= DEVICES_MAX) {
      return;
    }
    var bound = new LinkedHashMap<PointId, DiscoveredPoint>();
    for (DiscoveredPoint point : device.points()) {
      PointId id = paths.of(key, device, point.name());
      if (meanings.size() < POINTS_MAX
          && bind(id, point, new Owner(by.rank(), key, by.guesses()))) {
        bound.put(id, point);
      }
    }
    if (before != null) {
      before.points().stream().filter(id -> !bound.containsKey(id)).forEach(this::unbind);
    }
    if (bound.isEmpty() && !device.points().isEmpty()) {
      devices.remove(key);
      return;
    }
    List<DiscoveredPoint> points = List.copyOf(bound.values());
    var kept = device.with(points);
    devices.put(key, new Found(kept, List.copyOf(bound.keySet())));
    if (before == null || !same(before.device(), kept)) {
      var placed = new ArrayList<Placed>();
      bound.forEach((id, point) -> placed.add(new Placed(Paths.shown(id), point)));
      outputs.add(new Output.Device(kept, placed));
    }
  }

  /// What it says now may differ.
  private static boolean same(Discovered one, Discovered other) {
    return one.device().equals(other.device())
        && one.points().stream()
            .map(MqttDecoder::silent)
            .toList()
            .equals(other.points().stream().map(MqttDecoder::silent).toList());
  }

  private static DiscoveredPoint silent(DiscoveredPoint point) {
    return with(point, null);
  }

  private static DiscoveredPoint with(DiscoveredPoint point, @Nullable Reading now) {
    return new DiscoveredPoint(
        point.name(), point.meaning(), point.address(), point.more(), point.writable(), now);
  }

  private boolean bind(PointId id, DiscoveredPoint point, Owner by) {
    var problems = new ArrayList<Problem>();
    Settings address = Settings.of(point.address(), problems::add);
    MqttPoint made = MqttPoint.of(new PointBinding(id, address, point.writable()));
    if (!problems.isEmpty() || !own(made, by)) {
      return false;
    }
    meanings.put(id, point.meaning());
    MqttPoint before = mapping.point(id);
    if (!made.equals(before)) {
      mapping.add(made);
    }
    return true;
  }

  /// Whether the point's first topic is this dialect's; the others become so if nobody has them.
  private boolean own(MqttPoint point, Owner by) {
    String first = point.places().getFirst().topic();
    Owner owner = owners.get(first);
    if (owner != null && owner.keepsFrom(by.rank())) {
      return false;
    }
    if (owner != null && owner.rank() != by.rank()) {
      Found evicted = devices.remove(owner.device());
      if (evicted != null) {
        evicted.points().forEach(this::unbind);
      }
      owners.remove(first);
    }
    point.places().forEach(place -> owners.putIfAbsent(place.topic(), by));
    return true;
  }

  private void unbind(PointId id) {
    mapping.remove(id);
    meanings.remove(id);
  }

  private void remember(MqttMessage message) {
    recent.remove(message.topic());
    if (message.payload().length <= REMEMBERED_BYTES_MAX) {
      recent.put(message.topic(), message);
    }
    if (recent.size() > TOPICS_MAX) {
      recent.remove(recent.keySet().iterator().next());
    }
  }

  private Discovered withValues(Found found, Mapping configured) {
    Discovered device = found.device();
    var points = new ArrayList<DiscoveredPoint>();
    for (int i = 0; i < device.points().size(); i++) {
      MqttPoint made = mapping.point(found.points().get(i));
      if (made != null && configured.reads(made.places().getFirst())) {
        continue;
      }
      points.add(with(device.points().get(i), now(found.points().get(i))));
    }
    return device.with(points);
  }

  /// The last reading, or that of the last message on its topic when it came before the device was
  /// found.
  private @Nullable Reading now(PointId id) {
    Reading last = mapping.last(id);
    MqttPoint point = mapping.point(id);
    if (last != null || point == null) {
      return last;
    }
    for (MqttPoint.Place place : point.places()) {
      MqttMessage message = recent.get(place.topic());
      Reading reading = message == null ? null : Mapping.peek(point, message);
      if (reading != null) {
        return reading;
      }
    }
    return null;
  }
}
