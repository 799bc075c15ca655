package io.arxos.driver.mqtt;

import io.arxos.driver.Discovered;
import io.arxos.driver.PointId;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Proposes paths for the points of devices that have just been found, and keeps to what it once
/// proposed.
final class Paths {
  private static final String ROOT = "found/";
  private static final int DEVICE_CHARACTERS_MAX = 60;
  private static final int POINT_CHARACTERS_MAX = 80;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z][a-z])");
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
  private static final Pattern ENDS = Pattern.compile("^-+|-+$");

  private final Map<String, String> devices = new HashMap<>();
  private final Map<String, PointId> points = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /// The path of a point, always the same for the same device and name.
  ///
  /// @param key the device's, unique among all
  PointId of(String key, Discovered device, String point) {
    String prefix = ROOT + devices.computeIfAbsent(key, _ -> deviceSlug(device)) + "/";
    return points.computeIfAbsent(
        key + "\n" + point,
        _ -> new PointId(free(prefix + slug(point, "value", POINT_CHARACTERS_MAX))));
  }

  /// The path without what stands before the device.
  static String shown(PointId id) {
    return id.path().substring(ROOT.length());
  }

  private String deviceSlug(Discovered device) {
    String id = device.device().id();
    String named = device.device().name().isBlank() ? id : device.device().name();
    String slug = slug(named.isBlank() ? device.address() : named, "device", DEVICE_CHARACTERS_MAX);
    if (taken.contains(slug) && !id.isBlank() && !id.equals(named)) {
      slug = slug(named + "-" + id, "device", DEVICE_CHARACTERS_MAX);
    }
    return free(slug);
  }

  private String free(String wanted) {
    String path = wanted;
    for (int i = 2; !taken.add(path); i++) {
      path = wanted + "-" + i;
    }
    return path;
  }

  private static String slug(String text, String otherwise, int charactersMax) {
    String plain =
        HUMP.matcher(text)
            .replaceAll("-")
            .toLowerCase(Locale.ROOT)
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("ß", "ss");
    String ascii = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
    String slug = ENDS.matcher(OTHER.matcher(ascii).replaceAll("-")).replaceAll("");
    String cut = slug.length() > charactersMax ? slug.substring(0, charactersMax) : slug;
    String clean = ENDS.matcher(cut).replaceAll("");
    return clean.isEmpty() ? otherwise : clean;
  }
}
