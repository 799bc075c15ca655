package io.arxos.driver.modbus.sunspec;

import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.register.Writing;
import io.arxos.driver.modbus.sunspec.SunspecModel.Group;
import io.arxos.driver.modbus.sunspec.SunspecModel.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays a model's points out over the registers of one device.
final class SunspecLayout {
  private static final int POINTS_MAX = 5_000;
  private static final int HEADER = 2;

  private final SunspecModel model;
  private final Place place;
  private final RegisterImage image;
  private final Window window;
  private final List<MapPoint> points = new ArrayList<>();
  private int seen;

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

  /// The registers that matter now.
  record Window(int first, int end) {
    static final Window ALL = new Window(0, Register.ADDRESS_MAX + 1);

    boolean touches(int at, int size) {
      return at < end && first < at + size;
    }
  }

  /// One laying of a group. What its points may refer to: its own, and those of the groups around.
  ///
  /// @param index from 1 for groups that repeat, else 0
  private record Scope(@Nullable Scope outer, Group group, int start, int index) {
    /// The register of a point; -1 when there is none of that name.
    int find(String name) {
      Integer offset = group.offsets().get(name);
      if (offset != null) {
        return start + offset;
      }
      return outer == null ? -1 : outer.find(name);
    }

    String prefix(Place place) {
      return outer == null
          ? place.prefix()
          : outer.prefix(place) + group.name() + (index > 0 ? "[" + index + "]/" : "/");
    }
  }

  private SunspecLayout(SunspecModel model, Place place, RegisterImage image, Window window) {
    this.model = model;
    this.place = place;
    this.image = image;
    this.window = window;
  }

  /// @param image for the counters of repeated groups; one that is not known counts as many as fit
  /// @param window only points of which a register, or that of the scale, lies here
  static List<MapPoint> points(
      SunspecModel model, Place place, RegisterImage image, Window window) {
    var layout = new SunspecLayout(model, place, image, window);
    layout.lay(new Scope(null, model.group(), place.base(), 0));
    return List.copyOf(layout.points);
  }

  /// Returns the register behind the group.
  private int lay(Scope scope) {
    int at = scope.start();
    for (Point point : scope.group().points()) {
      add(point, at, scope);
      at += point.size();
    }
    for (Group inner : scope.group().groups()) {
      at = repeat(inner, at, scope);
    }
    return at;
  }

  private int repeat(Group group, int start, Scope scope) {
    if (group.count().isEmpty()) {
      return lay(new Scope(scope, group, start, 0));
    }
    int count = count(group.count(), scope);
    int at = start;
    for (int i = 1; i <= count && at < place.end() && seen < POINTS_MAX; i++) {
      int next = lay(new Scope(scope, group, at, i));
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
    int address = scope.find(said);
    if (address >= 0
        && image.words(place.table(), address, 1) instanceof RegisterImage.Words(byte[] wire)) {
      int count = ((wire[0] & 0xFF) << 8) | (wire[1] & 0xFF);
      return count == 0xFFFF ? 0 : count;
    }
    return Integer.MAX_VALUE;
  }

  private void add(Point point, int at, Scope scope) {
    boolean header = at < place.base() + HEADER;
    if (header
        || at + point.size() > place.end()
        || at + point.size() > Register.ADDRESS_MAX + 1
        || seen >= POINTS_MAX) {
      return;
    }
    SunspecForms.Ours ours = SunspecForms.of(model, point);
    if (!ours.value()) {
      return;
    }
    seen++;
    int scale = point.scale().isEmpty() ? -1 : scope.find(point.scale());
    if (!window.touches(at, point.size()) && !(scale >= 0 && window.touches(scale, 1))) {
      return;
    }
    points.add(
        new MapPoint(
            scope.prefix(place) + point.name(),
            point.label(),
            ours.meaning(),
            new Register(place.table(), at, ours.form(), SunspecForms.scale(scale)),
            point.writable() && ours.form().writable(),
            Writing.MULTIPLE));
  }
}
