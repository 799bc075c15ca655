package io.arxos.driver.coap;

import io.arxos.driver.Origin;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.coap.CoapPoint.Select;
import io.arxos.driver.coap.content.Content;
import io.arxos.driver.coap.content.Found;
import io.arxos.driver.payload.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Readings of points out of an answer about their resource.
final class Readings {
  private Readings() {}

  /// Each point's present reading.
  static Map<PointId, Reading> present(Collection<CoapPoint> points, Answer answer, Instant now) {
    var readings = new LinkedHashMap<PointId, Reading>();
    all(points, answer, now).forEach(readings::putAll);
    points.forEach(point ->
        readings.putIfAbsent(point.id(), Reading.fault("payload does not have the value")));
    return readings;
  }

  /// What an answer says, the oldest first: a pack may hold what a device measured while nobody
  /// listened. The last of the maps is the present; a point that a partial message does not speak
  /// of is in none.
  static List<Map<PointId, Reading>> all(Collection<CoapPoint> points, Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Content(byte[] bytes, int format, _, _) -> {
        var byPoint = new LinkedHashMap<PointId, List<Reading>>();
        String path = points.iterator().next().target().path();
        List<Found> found = Content.decode(path, format, bytes, now);
        for (CoapPoint point : points) {
          byPoint.put(point.id(), of(point, found, new Payload(json(format, bytes), now)));
        }
        yield inOrder(byPoint);
      }
      case Answer.Refusal(String name) -> List.of(same(points, Reading.fault(name)));
      case Answer.Silence(String reason) -> List.of(same(points, Reading.down(reason)));
    };
  }

  private static byte[] json(int format, byte[] bytes) {
    return Content.json(format, bytes).orElse(bytes);
  }

  private static Map<PointId, Reading> same(Collection<CoapPoint> points, Reading reading) {
    var readings = new LinkedHashMap<PointId, Reading>();
    points.forEach(point -> readings.put(point.id(), reading));
    return readings;
  }

  private static List<Map<PointId, Reading>> inOrder(Map<PointId, List<Reading>> byPoint) {
    int most = byPoint.values().stream().mapToInt(List::size).max().orElse(0);
    var all = new ArrayList<Map<PointId, Reading>>();
    for (int i = most; i > 0; i--) {
      var readings = new LinkedHashMap<PointId, Reading>();
      for (var one : byPoint.entrySet()) {
        if (one.getValue().size() >= i) {
          readings.put(one.getKey(), one.getValue().get(one.getValue().size() - i));
        }
      }
      all.add(readings);
    }
    return all;
  }

  /// Oldest first.
  private static List<Reading> of(CoapPoint point, List<Found> found, Payload payload) {
    return switch (point.select()) {
      case Select.Message(var form) -> payload.seek(form, Origin.NONE).stream().toList();
      case Select.Whole() -> whole(found);
      case Select.Named(Found.Part part, String name) -> named(part, name, found);
    };
  }

  private static List<Reading> whole(List<Found> found) {
    boolean one = found.stream().map(Found::path).distinct().count() == 1;
    return one
        ? byTime(found)
        : List.of(
            Reading.fault("payload has several values; say which by pointer, senml or lwm2m"));
  }

  private static List<Reading> named(Found.Part part, String name, List<Found> found) {
    List<Found> wanted =
        found.stream().filter(one -> one.part() == part && one.path().equals(name)).toList();
    if (!wanted.isEmpty()) {
      return byTime(wanted);
    }
    boolean unreadable = found.size() == 1 && found.getFirst().name().isEmpty();
    return List.of(
        unreadable ? found.getFirst().reading() : Reading.fault("payload has no such value"));
  }

  private static List<Reading> byTime(List<Found> found) {
    return found.stream()
        .map(Found::reading)
        .sorted(
            Comparator.comparing(
                reading -> reading.origin().time(),
                Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }
}
