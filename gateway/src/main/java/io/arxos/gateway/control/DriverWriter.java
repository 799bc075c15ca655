package io.arxos.gateway.control;

import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The way to the devices through their drivers, with the conversion between a point's unit and the
/// one its device speaks.
public final class DriverWriter implements OutputWriter {
  private final Map<PointId, Way> ways = new HashMap<>();

  private record Way(Driver driver, PointConfig point, PointConfig.Source source) {
    Value toDevice(Value value) {
      return value instanceof Value.Num(double number)
          ? new Value.Num(point.unit().convert(number, source.unit()))
          : value;
    }

    Reading fromDevice(Reading reading) {
      if (!(reading instanceof Reading.Good(Value raw, var origin))) {
        return reading;
      }
      if (raw instanceof Value.Text) {
        return reading;
      }
      double number = source.unit().convert(raw.number(), point.unit());
      return Double.isFinite(number)
          ? new Reading.Good(point.valueOf(number), origin)
          : Reading.fault("not a finite number");
    }
  }

  /// @param drivers open, by their ids in the site file
  public DriverWriter(Site site, Map<String, ? extends Driver> drivers) {
    site.points().filter(PointConfig::writable).forEach(point -> add(point, drivers));
  }

  @Override
  public WriteResult write(PointId point, Value value) throws InterruptedException {
    Way way = ways.get(point);
    return way == null
        ? new WriteResult.Refused("no driver carries it")
        : way.driver().write(point, way.toDevice(value));
  }

  @Override
  public Reading readBack(PointId point) throws InterruptedException {
    Way way = ways.get(point);
    if (way == null) {
      return Reading.fault("no driver carries it");
    }
    Reading reading = way.driver().read(Set.of(point)).get(point);
    return reading == null ? Reading.fault("not answered") : way.fromDevice(reading);
  }

  private void add(PointConfig point, Map<String, ? extends Driver> drivers) {
    PointConfig.Source source = point.source();
    Driver driver = source == null ? null : drivers.get(source.driver());
    if (source != null && driver != null) {
      ways.put(point.id(), new Way(driver, point, source));
    }
  }
}
