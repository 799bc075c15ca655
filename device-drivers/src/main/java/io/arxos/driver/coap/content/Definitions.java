package io.arxos.driver.coap.content;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.coap.content.ObjectTable.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a link promises before its resource is read.
public final class Definitions {
  private static final Reading UNREAD = Reading.down("not read yet");

  private Definitions() {}

  /// The values that a resource of LwM2M has by its definition; any other resource is one value
  /// named by its path and its type.
  public static List<Found> of(Link link) {
    ObjectPath path = ObjectPath.below(link.path());
    ObjectType object = path == null ? null : ObjectTable.object(path.object());
    if (path == null || object == null) {
      return List.of(named(link));
    }
    if (path.isResource()) {
      return ObjectValues.of(List.of(unread(path)), path).stream()
          .map(Definitions::unread)
          .toList();
    }
    if (path.instance() < 0) {
      return List.of(); // an object without an instance
    }
    var raws = new ArrayList<Raw>();
    for (Map.Entry<Integer, ObjectTable.Resource> one : object.resources().entrySet()) {
      if (!one.getValue().brickClass().isEmpty()) {
        raws.add(unread(path.withResource(one.getKey())));
      }
    }
    return ObjectValues.of(raws, path).stream().map(Definitions::unread).toList();
  }

  /// A value as a device expects it: by the definition of its resource where there is one.
  ///
  /// @param format text, JSON, CBOR, SenML JSON or TLV
  public static byte[] encode(String path, int format, Value value) {
    ObjectPath resource = ObjectPath.below(path);
    return Encoder.encode(
        resource == null || !resource.isResource() ? ObjectPath.ROOT : resource, format, value);
  }

  private static Raw unread(ObjectPath path) {
    return new Raw(path, new Raw.Wrong("not read yet"), null);
  }

  private static Found unread(Found found) {
    return new Found(
        found.name(), found.part(), found.path(), found.meaning(), UNREAD, found.writable());
  }

  private static Found named(Link link) {
    String type = link.types().isEmpty() ? "" : link.types().getFirst();
    String own = type.replaceAll(".*[.:/]", "");
    Meaning byPath = Names.meaning("", link.path(), UNREAD);
    Meaning meaning = byPath.brickClass().isEmpty() ? Names.meaning("", own, UNREAD) : byPath;
    return new Found(link.path(), Found.Part.WHOLE, "", meaning, UNREAD, false);
  }
}
