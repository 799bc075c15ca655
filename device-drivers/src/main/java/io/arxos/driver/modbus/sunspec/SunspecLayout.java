package io.arxos.driver.modbus.sunspec;

import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.sunspec.SunspecModel.Group;
import io.arxos.driver.modbus.sunspec.SunspecModel.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Lays a model's points out over the registers of one device.
final class SunspecLayout {
  private static final int POINTS_MAX = 5_000;
  private static final int HEADER = 2;

  private final SunspecModel model;
  private final Place place;
  private final RegisterImage image;
  private final List<MapPoint> points = new ArrayList<>();

  /// Where a model lies.
  ///
  /// @param base the register of its number
  /// @param length registers behind its number and length
  /// @param prefix before the names of its points, such as `103/`
  record Place(Table table, int base, int length, String prefix) {
    int end() {
      return base + HEADER + length;
    }
  }

  /// What the points of a group may refer to: its own, and those of the groups around it.
  private record Scope(@Nullable Scope outer, Map<String, Integer> addresses) {
    OptionalInt find(String name) {
      Integer address = addresses.get(name);
      if (address != null) {
        return OptionalInt.of(address);
      }
      return outer == null ? OptionalInt.empty() : outer.find(name);
    }
  }

  private SunspecLayout(SunspecModel model, Place place, RegisterImage image) {
    this.model = model;
    this.place = place;
    this.image = image;
  }

  /// @param image for the counters of repeated groups; one that is not known counts as many as fit
  static List<MapPoint> points(SunspecModel model, Place place, RegisterImage image) {
    var layout = new SunspecLayout(model, place, image);
    layout.lay(model.group(), place.base(), new Around(null, place.prefix()));
    return List.copyOf(layout.points);
  }

  /// @param prefix of the names in the group
  private record Around(@Nullable Scope scope, String prefix) {}

  /// Returns the register behind the group.
  private int lay(Group group, int start, Around around) {
    var scope = new Scope(around.scope(), new HashMap<>());
    int at = start;
    for (Point point : group.points()) {
      scope.addresses().put(point.name(), at);
      at += point.size();
    }
    at = start;
    for (Point point : group.points()) {
      add(point, at, scope, around.prefix());
      at += point.size();
    }
    for (Group inner : group.groups()) {
      at = repeat(inner, at, scope, around.prefix());
    }
    return at;
  }

  private int repeat(Group group, int start, Scope scope, String prefix) {
    if (group.count().isEmpty()) {
      return lay(group, start, new Around(scope, prefix + group.name() + "/"));
    }
    int count = count(group.count(), scope);
    int at = start;
    for (int i = 1; i <= count && at < place.end() && points.size() < POINTS_MAX; i++) {
      int next = lay(group, at, new Around(scope, prefix + group.name() + "[" + i + "]/"));
      if (next <= at) {
        return at; // a group of no registers
      }
      at = next;
    }
    return at;
  }

  /// As many as fit when nobody says how many there are.
  private int count(String said, Scope scope) {
    if (said.chars().allMatch(character -> character >= '0' && character <= '9')) {
      int number = said.length() > 5 ? 0 : Integer.parseInt(said);
      return number == 0 ? Integer.MAX_VALUE : number;
    }
    OptionalInt address = scope.find(said);
    if (address.isPresent()
        && image.words(place.table(), address.getAsInt(), 1)
            instanceof RegisterImage.Words(byte[] wire)) {
      int count = ((wire[0] & 0xFF) << 8) | (wire[1] & 0xFF);
      return count == 0xFFFF ? 0 : count;
    }
    return Integer.MAX_VALUE;
  }

  private void add(Point point, int at, Scope scope, String prefix) {
    boolean header = at < place.base() + HEADER;
    if (header
        || at + point.size() > place.end()
        || at + point.size() > Register.ADDRESS_MAX + 1
        || points.size() >= POINTS_MAX
        || !SunspecForms.isValue(point)) {
      return;
    }
    OptionalInt scale = point.scale().isEmpty() ? OptionalInt.empty() : scope.find(point.scale());
    Register register =
        new Register(place.table(), at, SunspecForms.form(point), SunspecForms.scale(scale));
    points.add(
        new MapPoint(
            prefix + point.name(),
            point.label(),
            SunspecForms.meaning(model, point),
            register,
            point.writable() && register.form().writable(),
            true));
  }
}
