package io.arxos.gateway.discovery;

import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.naming.Corrections;
import io.arxos.driver.naming.NameProposal;
import io.arxos.driver.naming.PointNames;
import io.arxos.driver.naming.Segments;
import io.arxos.gateway.config.EquipmentConfig;
import io.arxos.gateway.config.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says where the points of a found device would stand in the site, and what they are. Two devices
/// never get the same path: the later one is numbered.
public final class Proposer {
  private static final int POINTS_MAX = 500;

  /// From here on a name is believed.
  private static final double CLEAR = 0.6;

  private final Corrections corrections;
  private final @Nullable Site site;
  private final Map<String, Set<String>> taken = new HashMap<>();
  private final Set<String> ours = new HashSet<>();

  /// @param site null where there is none yet
  public Proposer(@Nullable Site site, Corrections corrections) {
    this.site = site;
    this.corrections = corrections;
    if (site != null) {
      for (EquipmentConfig equipment : site.equipment()) {
        Set<String> points = new HashSet<>();
        equipment.points().forEach(point -> points.add(point.id().name()));
        taken.put(equipment.path().substring(site.building().length() + 1), points);
      }
    }
  }

  /// @param driver id in the site file
  public ProposedDevice propose(Discovered found, String driver) {
    String own = free(deviceSegment(found));
    Map<String, List<ProposedPoint>> points = new LinkedHashMap<>();
    Map<String, NameProposal> kinds = new HashMap<>();
    found.points().stream()
        .limit(POINTS_MAX)
        .forEach(point -> {
          NameProposal named = PointNames.read(point.name());
          boolean placed = !named.equipment().isEmpty() && hasNumber(named.equipment());
          String equipment = placed ? named.equipment() : own;
          if (placed) {
            kinds.put(equipment, named);
          }
          points
              .computeIfAbsent(equipment, _ -> new ArrayList<>())
              .add(point(point, named, equipment));
        });
    List<ProposedDevice.Piece> pieces = new ArrayList<>();
    points.forEach(
        (equipment, its) -> pieces.add(piece(found, equipment, kinds.get(equipment), its)));
    return new ProposedDevice(found, driver, pieces);
  }

  private ProposedDevice.Piece piece(
      Discovered found, String id, @Nullable NameProposal kind, List<ProposedPoint> points) {
    ours.add(id);
    String title = title(found);
    EquipmentConfig known = known(id);
    if (known != null) {
      return new ProposedDevice.Piece(
          id, known.name(), known.brickClass(), known.system(), true, points);
    }
    if (kind != null) {
      return new ProposedDevice.Piece(
          id, spoken(id), kind.equipmentClass(), kind.system(), false, points);
    }
    DeviceKind guessed = DeviceKind.of(title + " " + found.device().model(), points);
    return new ProposedDevice.Piece(
        id, title, guessed.brickClass(), guessed.system(), false, points);
  }

  private ProposedPoint point(DiscoveredPoint found, NameProposal named, String equipment) {
    Meaning meaning = meaning(found, named);
    String segment = Segments.of(found.name());
    boolean coded = named.confidence() >= CLEAR && !named.equipment().isEmpty();
    String wanted = coded || segment.isEmpty() ? named.point() : segment;
    Set<String> used = taken.computeIfAbsent(equipment, _ -> new HashSet<>());
    String id = unique(wanted.isEmpty() ? "point" : wanted, used);
    used.add(id);
    return new ProposedPoint(found, id, spoken(id), meaning, addable(found, meaning));
  }

  /// Neither a text, which is no measurement, nor something of which nothing at all is known.
  private static boolean addable(DiscoveredPoint found, Meaning meaning) {
    if (found.more().containsKey("states")) {
      return true;
    }
    return switch (found.now()) {
      case Reading.Good(Value value, var _) -> !(value instanceof Value.Text);
      case Reading.Bad _ -> meaning.confidence() > 0;
      case null -> meaning.confidence() > 0;
    };
  }

  /// What the installer said of such names before wins; what the device says of itself is better
  /// than what its name says.
  private Meaning meaning(DiscoveredPoint found, NameProposal named) {
    Meaning own = found.meaning();
    Meaning better = own;
    boolean says = named.confidence() >= CLEAR && named.meaning().brickClass().contains("_");
    if (says && fits(own, named) && (own.brickClass().isEmpty() || own.confidence() < CLEAR)) {
      String unit = own.unit().isEmpty() ? named.meaning().unit() : own.unit();
      List<String> reasons = new ArrayList<>(named.reasons());
      reasons.addAll(own.reasons());
      better = new Meaning(unit, named.meaning().brickClass(), named.confidence(), reasons);
    }
    return corrections.corrected(found.name(), better);
  }

  private static boolean fits(Meaning own, NameProposal named) {
    return own.unit().isEmpty() || own.unit().equals(named.meaning().unit());
  }

  private String free(String wanted) {
    String free = wanted;
    for (int number = 2; taken.containsKey(free) || ours.contains(free); number++) {
      free = wanted + "-" + number;
    }
    return free;
  }

  private static String unique(String wanted, Set<String> used) {
    String free = wanted;
    for (int number = 2; used.contains(free); number++) {
      free = wanted + "-" + number;
    }
    return free;
  }

  private @Nullable EquipmentConfig known(String id) {
    if (site == null) {
      return null;
    }
    return site.equipment().stream()
        .filter(one -> one.path().equals(site.building() + "/" + id))
        .findFirst()
        .orElse(null);
  }

  private static String deviceSegment(Discovered found) {
    for (String text : List.of(title(found), found.device().model(), found.address())) {
      String segment = Segments.of(text);
      if (!segment.isEmpty() && PointId.isValid("building/" + segment + "/point")) {
        return segment;
      }
    }
    return "device";
  }

  private static String title(Discovered found) {
    var device = found.device();
    if (!device.name().isEmpty()) {
      return device.name();
    }
    return device.id().isEmpty() ? found.address() : (device.model() + " " + device.id()).strip();
  }

  private static boolean hasNumber(String segment) {
    return segment.chars().anyMatch(Character::isDigit);
  }

  private static String spoken(String id) {
    String words = id.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
  }
}
