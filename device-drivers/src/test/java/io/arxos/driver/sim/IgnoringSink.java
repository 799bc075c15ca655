package io.arxos.driver.sim;

import io.arxos.driver.Discovered;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

final class IgnoringSink implements ReadingSink {
  @Override
  public CompletableFuture<Acceptance> offer(Map<PointId, Reading> readings) {
    return CompletableFuture.completedFuture(Acceptance.DURABLE);
  }

  @Override
  public void tell(Map<PointId, Reading> readings) {}

  @Override
  public void discovered(Discovered device) {}
}
