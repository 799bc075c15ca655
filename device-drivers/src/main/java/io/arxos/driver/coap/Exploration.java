package io.arxos.driver.coap;

import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.coap.CoapPoint.Select;
import io.arxos.driver.coap.content.Content;
import io.arxos.driver.coap.content.Definitions;
import io.arxos.driver.coap.content.Formats;
import io.arxos.driver.coap.content.Found;
import io.arxos.driver.coap.content.Link;
import io.arxos.driver.coap.content.Links;
import io.arxos.driver.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks a device for its links and reads each of them once.
final class Exploration {
  private static final int RESOURCES_MAX = 200;
  private static final String LINKS = ".well-known/core";

  /// The richest first.
  private static final List<Integer> PREFERRED =
      List.of(
          Formats.SENML_JSON,
          Formats.SENML_CBOR,
          Formats.LWM2M_JSON,
          Formats.LWM2M_TLV,
          Formats.LWM2M_CBOR,
          Formats.JSON,
          Formats.CBOR,
          Formats.TEXT);

  private final CoapDevice device;
  private final Clock clock;
  private final List<DiscoveredPoint> points = new ArrayList<>();
  private final Map<String, String> identity = new HashMap<>();
  private String sample = "";

  Exploration(CoapDevice device, Clock clock) {
    this.device = device;
    this.clock = clock;
  }

  /// The device with every point that is not in `known`; nothing when there is none.
  List<Discovered> explore(Collection<CoapPoint> known, Duration limit)
      throws InterruptedException {
    long start = clock.nanos();
    if (!(device.get(new Target(LINKS, Formats.LINKS)) instanceof Answer.Content links)) {
      return List.of();
    }
    Set<String> there = new HashSet<>();
    known.forEach(point -> there.add(key(point)));
    int read = 0;
    for (Link link : Links.parse(links.payload())) {
      boolean late = clock.nanos() - start > limit.toNanos() || read == RESOURCES_MAX;
      if (!Findings.isInternal(link) && !late) {
        read++;
        look(link, there);
      }
    }
    if (points.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Discovered(
            "coap", device.address(), who(), points, sample, Findings.confidence(points)));
  }

  private void look(Link link, Set<String> there) throws InterruptedException {
    Answer answer = link.size() > Content.BYTES_MAX ? Answer.Silence.PLAIN : get(link);
    List<Found> all =
        switch (answer) {
          case Answer.Content(byte[] bytes, int format, _, _) -> {
            sample = sample.isEmpty() ? Payload.sample(bytes) : sample;
            Instant now = Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
            yield Content.decode(link.path(), format, bytes, now);
          }
          case Answer.Refusal _, Answer.Silence _ -> Definitions.of(link);
        };
    boolean read = answer instanceof Answer.Content;
    for (Found found : all) {
      note(found);
      boolean named = !found.name().isEmpty();
      DiscoveredPoint point = Findings.point(link, named ? found : unreadable(link, found), read);
      if (there.add(key(point))) {
        points.add(point);
      }
    }
  }

  /// A resource that cannot be read is shown by its path.
  private static Found unreadable(Link link, Found bad) {
    return new Found(link.path(), bad.part(), "", bad.meaning(), bad.reading(), false);
  }

  private Answer get(Link link) throws InterruptedException {
    int accept =
        PREFERRED.stream().filter(link.formats()::contains).findFirst().orElse(Formats.NONE);
    Answer answer = device.get(new Target(link.path(), accept));
    boolean unacceptable =
        accept != Formats.NONE
            && answer instanceof Answer.Refusal(String name)
            && name.startsWith("4.06");
    return unacceptable ? device.get(Target.of(link.path())) : answer;
  }

  private void note(Found found) {
    if (found.path().startsWith("/3/0/")
        && found.reading() instanceof Reading.Good(Value.Text(String text), var _)) {
      identity.put(found.path(), text);
    }
  }

  private Identity who() {
    return new Identity(
        identity.getOrDefault("/3/0/2", ""),
        "",
        identity.getOrDefault("/3/0/0", ""),
        identity.getOrDefault("/3/0/1", ""));
  }

  private static String key(CoapPoint point) {
    String part =
        switch (point.select()) {
          case Select.Whole() -> "";
          case Select.Message(var form) -> form.place().path();
          case Select.Named(_, String name) -> name;
        };
    return point.target().path() + " " + part;
  }

  private static String key(DiscoveredPoint point) {
    String path = String.valueOf(point.address().get("path"));
    for (String word : List.of("pointer", "senml", "lwm2m")) {
      if (point.address().get(word) instanceof String part) {
        return path.substring(1) + " " + part;
      }
    }
    return path.substring(1) + " ";
  }
}
