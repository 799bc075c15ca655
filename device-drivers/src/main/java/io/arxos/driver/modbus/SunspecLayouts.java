package io.arxos.driver.modbus;

import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.sunspec.SunspecChain;
import io.arxos.driver.modbus.sunspec.SunspecModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// Maps of devices that say themselves where their points lie.
final class SunspecLayouts {
  private SunspecLayouts() {}

  /// A whole device, by its chain.
  static final class Device implements Maps.Layout {
    @Override
    public Maps.Found points(RegisterImage image, Table table, int first, int count) {
      Optional<SunspecChain> chain = SunspecChain.find(image, table);
      if (chain.isEmpty()) {
        return new Maps.Found(
            List.of(), "no mark SunS at register 40000, 50000 or 0 in the words up to now");
      }
      List<MapPoint> points = chain.get().points(image, table, first, count);
      return new Maps.Found(
          points,
          chain.get().next() >= 0
              ? "the chain of models goes on at register " + chain.get().next()
              : "no point of a known model lies in these words");
    }
  }

  /// One model, where the words show its number and length.
  static final class Single implements Maps.Layout {
    private final SunspecModel model;
    private final Map<RegisterImage, SunspecChain.Entry> known = new WeakHashMap<>();

    Single(SunspecModel model) {
      this.model = model;
    }

    @Override
    public Maps.Found points(RegisterImage image, Table table, int first, int count) {
      var search = SunspecChain.Search.of(model, first, count);
      Optional<SunspecChain.Entry> found = SunspecChain.header(image, table, search);
      if (found.isEmpty() && !known.containsKey(image) && count == search.lengthMin() + 1) {
        found = Optional.of(new SunspecChain.Entry(model.id(), first - 2, count)); // its body alone
      }
      found.ifPresent(entry -> known.put(image, entry));
      SunspecChain.Entry entry = known.get(image);
      return entry == null
          ? new Maps.Found(
              List.of(),
              "the words do not hold the number and length of SunSpec model " + model.id())
          : new Maps.Found(
              SunspecChain.points(model, entry, table, image),
              "no point of SunSpec model " + model.id() + " lies in these words");
    }
  }
}
