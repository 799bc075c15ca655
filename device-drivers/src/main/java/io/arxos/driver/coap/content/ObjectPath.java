package io.arxos.driver.coap.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in a device's LwM2M objects; each part is -1 when the path ends before it.
///
/// @param object -1 when nothing says which object a value belongs to
/// @param part the instance of a resource that has several
public record ObjectPath(int object, int instance, int resource, int part) {
  static final int ID_MAX = 65_535;
  private static final int IPSO_MIN = 3200;
  private static final int CHARACTERS_MAX = 1024;
  static final ObjectPath ROOT = new ObjectPath(-1, -1, -1, -1);
  private static final Pattern PATH =
      Pattern.compile(
          "/?(?:(?:lwm2m|ipso|oma)/)?(\\d{1,5})(?:/(\\d{1,5}))?"
              + "(?:/(\\d{1,5}))?(?:/(\\d{1,5}))?/?");

  /// As [#of], of a resource's path on a server, where objects may stand below another path (LwM2M
  /// allows a device to say which). There only objects of IPSO and later ones are told from rooms
  /// and floors by their numbers.
  static @Nullable ObjectPath below(String path) {
    ObjectPath whole = of(path);
    boolean seek = whole == null && path.length() <= CHARACTERS_MAX;
    int slash = seek ? path.indexOf('/', 1) : -1;
    while (slash >= 0) {
      ObjectPath end = of(path.substring(slash));
      if (end != null
          && end.object >= IPSO_MIN
          && end.instance >= 0
          && ObjectTable.object(end.object) != null) {
        return end;
      }
      slash = path.indexOf('/', slash + 1);
    }
    return whole;
  }

  /// Null when the text is no such path.
  public static @Nullable ObjectPath of(String text) {
    Matcher matcher = PATH.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int[] ids = new int[4];
    for (int i = 0; i < ids.length; i++) {
      String id = matcher.group(i + 1);
      ids[i] = id == null ? -1 : Integer.parseInt(id);
      if (ids[i] > ID_MAX) {
        return null;
      }
    }
    return new ObjectPath(ids[0], ids[1], ids[2], ids[3]);
  }

  boolean isResource() {
    return resource >= 0;
  }

  ObjectPath withInstance(int id) {
    return new ObjectPath(object, id, resource, part);
  }

  ObjectPath withResource(int id) {
    return new ObjectPath(object, instance, id, -1);
  }

  ObjectPath withPart(int id) {
    return new ObjectPath(object, instance, resource, id);
  }

  /// The instance it is in.
  ObjectPath home() {
    return new ObjectPath(object, instance, -1, -1);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int id : new int[] {object, instance, resource, part}) {
      if (id >= 0) {
        text.append('/').append(id);
      }
    }
    return text.isEmpty() ? "/" : text.toString();
  }
}
