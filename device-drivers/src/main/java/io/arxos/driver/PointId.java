package io.arxos.driver;

import java.util.regex.Pattern;

/// The path of a point, `building/equipment/point`; more levels are allowed.
///
/// @param path segments of `[a-z0-9]+(-[a-z0-9]+)*`, at least three, 160 characters at most in all
public record PointId(String path) implements Comparable<PointId> {
  public static final int CHARACTERS_MAX = 160;
  private static final String SEGMENT = "[a-z0-9]+(-[a-z0-9]+)*";
  private static final Pattern PATH = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){2,}");

  public PointId {
    if (!isValid(path)) {
      throw new IllegalArgumentException("not a point path: " + path);
    }
  }

  public static boolean isValid(String path) {
    return path.length() <= CHARACTERS_MAX && PATH.matcher(path).matches();
  }

  /// Everything before the last segment, such as `hofgarten/ahu-1`.
  public String equipment() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /// The last segment, such as `supply-air-temp`.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(PointId other) {
    return path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }
}
