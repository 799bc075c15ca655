package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The definitions of LwM2M and IPSO objects, read from `objects.tsv` when first asked for.
final class ObjectTable {
  /// What a resource holds.
  enum Type {
    TEXT,
    INTEGER,
    UNSIGNED,
    FLOAT,
    BOOLEAN,
    OPAQUE,
    TIME,
    LINK,
    CORE_LINK,
    NONE,
    /// No definition says.
    UNKNOWN
  }

  /// @param operations `R`, `W`, `E`

  record Resource(String name, Type type, String operations, Unit unit, String brickClass) {
    static final Resource UNKNOWN = new Resource("", Type.UNKNOWN, "RW", Unit.NONE, "");

    boolean writable() {
      return operations.contains("W");
    }

    boolean readable() {
      return operations.contains("R");
    }
  }

  /// @param code by SenML; empty for none
  /// @param example whether the definition only gives it as an example
  record Unit(String code, boolean example) {
    static final Unit NONE = new Unit("", false);
  }

  /// @param several whether a device may have more than one instance
  record ObjectType(String name, boolean several, Map<Integer, Resource> resources) {}

  private static final int REUSABLE = -1;

  private ObjectTable() {}

  private static final class Loaded {
    private static final Map<Integer, ObjectType> OBJECTS = load();
  }

  static @Nullable ObjectType object(int id) {
    return id < 0 ? null : Loaded.OBJECTS.get(id);
  }

  /// What a resource is by its object, or by its number where every object means the same.
  static Resource resource(int object, int id) {
    ObjectType type = object(object);
    Resource own = type == null ? null : type.resources().get(id);
    if (own != null) {
      return own;
    }
    ObjectType reusable = Objects.requireNonNull(Loaded.OBJECTS.get(REUSABLE));
    return reusable.resources().getOrDefault(id, Resource.UNKNOWN);
  }

  private static Map<Integer, ObjectType> load() {
    var objects = new HashMap<Integer, ObjectType>();
    try (InputStream in = ObjectTable.class.getResourceAsStream("objects.tsv");
        var lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), UTF_8))) {
      Map<Integer, Resource> resources = Map.of();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split("\t", -1);
        if (line.startsWith("#")) {
          continue;
        }
        if (!cells[0].isEmpty()) {
          resources = new HashMap<>();
          int id = cells[0].equals("*") ? REUSABLE : Integer.parseInt(cells[0]);
          objects.put(id, new ObjectType(cells[1], cells.length > 2, resources));
        } else {
          resources.put(Integer.parseInt(cells[1]), resource(cells));
        }
      }
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Resource resource(String[] cells) {
    String unit = cells.length > 5 ? cells[5] : "";
    boolean example = unit.startsWith("~");
    return new Resource(
        cells[4].intern(),
        type(cells[2].charAt(0)),
        cells[3],
        unit.isEmpty() ? Unit.NONE : new Unit(example ? unit.substring(1) : unit, example),
        cells.length > 6 ? cells[6].intern() : "");
  }

  private static Type type(char letter) {
    return switch (letter) {
      case 'S' -> Type.TEXT;
      case 'I' -> Type.INTEGER;
      case 'U' -> Type.UNSIGNED;
      case 'F' -> Type.FLOAT;
      case 'B' -> Type.BOOLEAN;
      case 'O' -> Type.OPAQUE;
      case 'T' -> Type.TIME;
      case 'L' -> Type.LINK;
      case 'C' -> Type.CORE_LINK;
      default -> Type.NONE;
    };
  }
}
