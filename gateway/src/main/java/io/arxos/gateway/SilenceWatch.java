package io.arxos.gateway;

import io.arxos.gateway.sampling.Sampler;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/// Has the sampler look for points that have gone silent, once a second.
final class SilenceWatch extends VerticleBase {
  private static final long PERIOD_MILLIS = 1_000;
  private final Sampler sampler;

  SilenceWatch(Sampler sampler) {
    this.sampler = sampler;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(PERIOD_MILLIS, _ -> sampler.tick());
    return Future.succeededFuture();
  }
}
