package io.arxos.driver.modbus.sunspec;

import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The chain of models of one device, as far as its registers are known.
///
/// @param models in the device's order
/// @param next the register where the header of the next model is expected; -1 when the end was
///   seen
public record SunspecChain(List<Entry> models, int next) {
  /// Where the mark may be (SunSpec Device Information Model Specification, 3).
  public static final List<Integer> BASES = List.of(40_000, 50_000, 0);

  /// `SunS`.
  public static final int MARK_HIGH = 0x5375;

  public static final int MARK_LOW = 0x6E53;

  private static final int END = 0xFFFF;
  private static final int MODELS_MAX = 200;

  /// @param base the register of the model's number
  /// @param length registers behind number and length
  public record Entry(int id, int base, int length) {
    int end() {
      return base + 2 + length;
    }
  }

  public SunspecChain {
    models = List.copyOf(models);
  }

  /// Nothing when the mark is at none of its places.
  public static Optional<SunspecChain> find(RegisterImage image, Table table) {
    for (int base : BASES) {
      if (word(image, table, base) == MARK_HIGH && word(image, table, base + 1) == MARK_LOW) {
        return Optional.of(walk(image, table, base + 2));
      }
    }
    return Optional.empty();
  }

  private static SunspecChain walk(RegisterImage image, Table table, int first) {
    List<Entry> models = new ArrayList<>();
    int at = first;
    while (models.size() < MODELS_MAX && at < END) {
      int id = word(image, table, at);
      if (id == END) {
        return new SunspecChain(models, -1);
      }
      int length = word(image, table, at + 1);
      if (id < 0 || length < 0) {
        return new SunspecChain(models, at);
      }
      if (id == 0 || at + 2 + length > END) {
        return new SunspecChain(models, -1); // no model: the chain is broken here
      }
      models.add(new Entry(id, at, length));
      at += 2 + length;
    }
    return new SunspecChain(models, -1);
  }

  private static int word(RegisterImage image, Table table, int at) {
    return image.words(table, at, 1) instanceof RegisterImage.Words(byte[] wire)
        ? ((wire[0] & 0xFF) << 8) | (wire[1] & 0xFF)
        : -1;
  }

  /// The points of all models that are known, named `103/W`; a second model of a kind is `103-2/W`.
  public List<MapPoint> points(RegisterImage image, Table table) {
    return points(image, table, SunspecLayout.Window.ALL);
  }

  /// Those of them of which a register, or that of the scale, is one of these.
  public List<MapPoint> points(RegisterImage image, Table table, int first, int count) {
    return points(image, table, new SunspecLayout.Window(first, first + count));
  }

  private List<MapPoint> points(RegisterImage image, Table table, SunspecLayout.Window window) {
    List<MapPoint> points = new ArrayList<>();
    Map<Integer, Integer> seen = new HashMap<>();
    for (Entry entry : models) {
      int count = seen.merge(entry.id(), 1, Integer::sum);
      if (!window.touches(entry.base(), 2 + entry.length())) {
        continue;
      }
      String prefix = entry.id() + (count == 1 ? "" : "-" + count) + "/";
      SunspecModels.find(entry.id())
          .ifPresent(model ->
              points.addAll(
                  SunspecLayout.points(
                      model,
                      new SunspecLayout.Place(table, entry.base(), entry.length(), prefix),
                      image,
                      window)));
    }
    return points;
  }

  /// One model wherever its header is: in the chain, or number and length beside each other in the
  /// words from `first` on.
  public static Optional<Entry> header(RegisterImage image, Table table, Search search) {
    Optional<Entry> chained =
        find(image, table).stream()
            .flatMap(chain -> chain.models().stream())
            .filter(entry -> entry.id() == search.id())
            .findFirst();
    if (chained.isPresent()) {
      return chained;
    }
    for (int at = search.first(); at + 1 < search.first() + search.count(); at++) {
      int length = word(image, table, at + 1);
      if (word(image, table, at) == search.id()
          && length >= search.lengthMin()
          && length <= search.lengthMax()) {
        return Optional.of(new Entry(search.id(), at, length));
      }
    }
    return Optional.empty();
  }

  /// @param lengthMin registers of the model without what repeats
  /// @param lengthMax registers of the model when it repeats nothing, else any number
  public record Search(int id, int first, int count, int lengthMin, int lengthMax) {
    /// For a header of this model in these words.
    public static Search of(SunspecModel model, int first, int count) {
      int fixed = fixed(model.group()) - 2;
      boolean repeats = repeats(model.group());
      // Makers leave the last pad away, or lengthen a model for the future.
      return new Search(
          model.id(), first, count, Math.max(1, fixed - 1), repeats ? END : fixed + 1);
    }

    private static int fixed(SunspecModel.Group group) {
      int sum = group.points().stream().mapToInt(SunspecModel.Point::size).sum();
      for (SunspecModel.Group inner : group.groups()) {
        sum += inner.count().isEmpty() ? fixed(inner) : 0;
      }
      return sum;
    }

    private static boolean repeats(SunspecModel.Group group) {
      return group.groups().stream().anyMatch(inner -> !inner.count().isEmpty() || repeats(inner));
    }
  }

  /// The points of one model, by their plain names.
  public static List<MapPoint> points(
      SunspecModel model, Entry entry, Table table, RegisterImage image) {
    return SunspecLayout.points(
        model,
        new SunspecLayout.Place(table, entry.base(), entry.length(), ""),
        image,
        SunspecLayout.Window.ALL);
  }
}
