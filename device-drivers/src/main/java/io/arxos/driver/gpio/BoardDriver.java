package io.arxos.driver.gpio;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.LineReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Pins and chips as one driver.
///
/// @param ofChips the points that belong to chips
record BoardDriver(GpioDriver pins, Driver chips, Set<PointId> ofChips) implements Driver {
  @Override
  public void open(ReadingSink sink) throws DriverException {
    pins.open(sink);
    chips.open(sink);
  }

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    var chipsAsked = new HashSet<>(asked);
    chipsAsked.retainAll(ofChips);
    var pinsAsked = new HashSet<>(asked);
    pinsAsked.removeAll(ofChips);
    var readings = new LinkedHashMap<PointId, Reading>();
    if (!pinsAsked.isEmpty()) {
      readings.putAll(pins.read(pinsAsked));
    }
    if (!chipsAsked.isEmpty()) {
      readings.putAll(chips.read(chipsAsked));
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId point, Value value) throws InterruptedException {
    return ofChips.contains(point) ? chips.write(point, value) : pins.write(point, value);
  }

  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    var found = new ArrayList<>(pins.discover(limit));
    found.addAll(chips.discover(limit));
    return found;
  }

  @Override
  public List<LineReport> lines() {
    return chips.lines();
  }

  @Override
  public void close() {
    pins.close();
    chips.close();
  }
}
