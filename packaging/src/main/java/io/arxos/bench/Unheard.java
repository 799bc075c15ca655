package io.arxos.bench;

import io.arxos.driver.Discovered;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Where nobody listens to what a driver says unasked.
enum Unheard implements ReadingSink {
  SINK;

  @Override
  public CompletableFuture<Acceptance> offer(Map<PointId, Reading> readings) {
    return CompletableFuture.completedFuture(Acceptance.DURABLE);
  }

  @Override
  public void tell(Map<PointId, Reading> readings) {}

  @Override
  public void discovered(Discovered device) {}
}
