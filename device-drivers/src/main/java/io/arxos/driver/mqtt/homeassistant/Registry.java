package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The devices that have announced themselves, and their entities. Bounded: what comes after the
/// limit is refused.
final class Registry {
  static final int DEVICES_MAX = 2_000;
  static final int ENTITIES_MAX = 20_000;
  static final int ENTITIES_PER_DEVICE_MAX = 1_000;
  private static final int KEYS_PER_DEVICE_MAX = 32;
  private static final double SURE = 0.95;

  private final Map<String, Device> byKey = new HashMap<>();
  private final Map<String, Device> byEntity = new HashMap<>();
  private final Map<String, String> byUnique = new HashMap<>();
  private int devices;

  /// One device.
  private static final class Device {
    final String address;
    final Set<String> keys = new LinkedHashSet<>();
    final Map<String, Kept> entities = new LinkedHashMap<>();
    Identity identity = Identity.UNKNOWN;
    String sample = "";

    Device(String address) {
      this.address = address;
    }
  }

  /// An entity's points, under its component and the id in its topic.
  ///
  /// @param unique empty when the entity says none
  /// @param from the topic that announced it; empty when it waits for a new one
  record Kept(String id, String unique, String from, List<DiscoveredPoint> points) {}

  /// Puts an entity into its device, in place of the one that has its id or its unique id.
  ///
  /// @return the devices that are different now
  Set<String> put(DeviceInfo info, Kept entity, String sample) throws Rejection {
    Device device = find(info);
    boolean known = device != null && device.entities.containsKey(entity.id());
    if (device == null && devices >= DEVICES_MAX) {
      throw new Rejection("more than " + DEVICES_MAX + " devices announce themselves");
    }
    boolean full =
        byEntity.size() >= ENTITIES_MAX
            || (device != null && device.entities.size() >= ENTITIES_PER_DEVICE_MAX);
    if (!known && full) {
      throw new Rejection("too many entities announce themselves");
    }
    var changed = new LinkedHashSet<String>();
    String before = entity.unique().isEmpty() ? null : byUnique.get(entity.unique());
    if (before != null && !before.equals(entity.id())) {
      changed.addAll(remove(before));
    }
    Device at = byEntity.get(entity.id());
    if (at != null && at != device) {
      changed.addAll(remove(entity.id()));
    }
    Device owner = device == null ? create(info) : device;
    learn(owner, info, sample);
    Kept replaced = owner.entities.put(entity.id(), entity);
    byEntity.put(entity.id(), owner);
    if (replaced != null && !replaced.unique().isEmpty()) {
      byUnique.remove(replaced.unique());
    }
    if (!entity.unique().isEmpty()) {
      byUnique.put(entity.unique(), entity.id());
    }
    changed.add(owner.address);
    return changed;
  }

  private @Nullable Device find(DeviceInfo info) {
    for (String key : info.keys()) {
      Device device = byKey.get(key);
      if (device != null) {
        return device;
      }
    }
    return null;
  }

  private Device create(DeviceInfo info) {
    var device = new Device(info.address());
    devices++;
    return device;
  }

  private void learn(Device device, DeviceInfo info, String sample) {
    for (String key : info.keys()) {
      if (device.keys.size() < KEYS_PER_DEVICE_MAX && byKey.putIfAbsent(key, device) == null) {
        device.keys.add(key);
      }
    }
    device.identity = info.identity(device.identity);
    device.sample = sample;
  }

  /// @return the device that is different now; empty when the entity is not known
  Set<String> remove(String id) {
    Device device = byEntity.remove(id);
    if (device == null) {
      return Set.of();
    }
    Kept kept = device.entities.remove(id);
    if (kept != null && !kept.unique().isEmpty()) {
      byUnique.remove(kept.unique(), id);
    }
    return Set.of(device.address);
  }

  /// The ids of what a topic announced.
  List<String> from(String topic) {
    var ids = new ArrayList<String>();
    byEntity.forEach((id, device) -> {
      Kept kept = device.entities.get(id);
      if (kept != null && kept.from().equals(topic)) {
        ids.add(id);
      }
    });
    return ids;
  }

  /// Lets an entity wait for another topic: the end of this one does not remove it.
  void release(String id) {
    Device device = byEntity.get(id);
    Kept kept = device == null ? null : device.entities.get(id);
    if (device != null && kept != null) {
      device.entities.put(id, new Kept(id, kept.unique(), "", kept.points()));
    }
  }

  /// The devices at these addresses. One without an entity is forgotten after this.
  List<Discovered> show(Set<String> addresses) {
    var shown = new LinkedHashMap<String, Discovered>();
    for (Device device : Set.copyOf(byKey.values())) {
      if (addresses.contains(device.address)) {
        shown.put(device.address, shown(device));
        if (device.entities.isEmpty()) {
          device.keys.forEach(byKey::remove);
          devices--;
        }
      }
    }
    return addresses.stream().filter(shown::containsKey).map(shown::get).toList();
  }

  private static Discovered shown(Device device) {
    var points = new ArrayList<DiscoveredPoint>();
    var names = new HashSet<String>();
    for (Kept entity : device.entities.values()) {
      for (DiscoveredPoint point : entity.points()) {
        points.add(named(point, free(point.name(), entity.id(), names)));
      }
    }
    return new Discovered("mqtt", device.address, device.identity, points, device.sample, SURE);
  }

  private static String free(String name, String id, Set<String> taken) {
    String component = id.substring(0, id.indexOf(' ')).replace('_', ' ');
    String free = name;
    if (!taken.add(free)) {
      free = name + " " + component;
      for (int i = 2; !taken.add(free); i++) {
        free = name + " " + i;
      }
    }
    return free;
  }

  private static DiscoveredPoint named(DiscoveredPoint point, String name) {
    return name.equals(point.name())
        ? point
        : new DiscoveredPoint(
            name, point.meaning(), point.address(), point.more(), point.writable(), point.now());
  }
}
