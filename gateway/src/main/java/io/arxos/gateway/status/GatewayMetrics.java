package io.arxos.gateway.status;

import io.arxos.driver.Status;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.SamplerCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The gateway in numbers, for Prometheus. No label is a point path.
final class GatewayMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Sources sources;

  GatewayMetrics(Sources sources) {
    this.sources = sources;
    counter("arxos.sampler.readings", "readings delivered", SamplerCounters::readings);
    counter("arxos.sampler.samples", "samples offered to the journal", SamplerCounters::samples);
    counter("arxos.sampler.suppressed", "readings without news", SamplerCounters::suppressed);
    counter("arxos.sampler.refused", "samples the journal refused", SamplerCounters::refused);
    counter("arxos.sampler.lost", "refused and not sent again", SamplerCounters::lost);
    counter("arxos.sampler.unknown", "readings of unknown points", SamplerCounters::unknown);
    gauge("arxos.journal.bytes", "journal on disk", Condition::journalBytes);
    gauge(
        "arxos.journal.left.seconds",
        "how long the journal goes on without the cloud",
        condition -> condition.journalHoursLeft() * 3600);
    FunctionCounter.builder(
            "arxos.journal.device.bytes.written",
            sources,
            s -> s.condition().get().disk().bytesWritten())
        .description("written to the journal's disk, by all processes")
        .register(registry);
    gauge(
        "arxos.journal.device.day.bytes",
        "written to the journal's disk in a day",
        condition -> condition.disk().bytesPerDay());
    gauge(
        "arxos.journal.device.life.seconds",
        "how long its card lasts at this rate; infinite while it is not known",
        condition -> condition.disk().lifeDays() * 86_400);
    gauge("arxos.journal.up", "1: samples become durable", c -> flag(c.journalTrouble().isEmpty()));
    gauge("arxos.cloud.connected", "1: connected", c -> flag(c.cloud().connected()));
    gauge(
        "arxos.cloud.backlog.samples",
        "journaled and not yet stored in the cloud",
        condition -> condition.cloud().backlogSamples());
    gauge(
        "arxos.control.silent.seconds",
        "since the last control cycle",
        condition -> condition.controlSilentNanos() / 1e9);
    gauge("arxos.control.outputs.alarm", "outputs in alarm", Condition::outputsInAlarm);
    FunctionCounter.builder(
            "arxos.control.cycles", sources, s -> s.condition().get().controlCycles())
        .description("control cycles")
        .register(registry);
    Gauge.builder("arxos.clock.synchronised", sources, s -> flag(s.quality().synchronised()))
        .description("1: the wall clock is synchronised")
        .register(registry);
    for (Status status : Status.values()) {
      Gauge.builder("arxos.points", sources, s -> count(s.image(), status))
          .tags(Tags.of("status", status.name().toLowerCase(Locale.ROOT)))
          .description("points by status")
          .register(registry);
    }
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  private void counter(String name, String what, ToDoubleFunction<SamplerCounters> value) {
    FunctionCounter.builder(name, sources, s -> value.applyAsDouble(s.sampler().counters()))
        .description(what)
        .register(registry);
  }

  private void gauge(String name, String what, ToDoubleFunction<Condition> value) {
    Gauge.builder(name, sources, s -> value.applyAsDouble(s.condition().get()))
        .description(what)
        .register(registry);
  }

  private static double flag(boolean set) {
    return set ? 1 : 0;
  }

  private static long count(ProcessImage image, Status status) {
    return image.snapshot().points().values().stream()
        .filter(current -> current.status() == status)
        .count();
  }
}
