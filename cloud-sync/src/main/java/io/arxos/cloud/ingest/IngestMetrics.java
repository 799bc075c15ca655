package io.arxos.cloud.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// What ingest counts.
final class IngestMetrics {
  private final Counter blocks;
  private final Counter bytes;
  private final Counter samples;
  private final Counter damaged;
  private final Counter answers;
  private final Counter failedPolls;
  private final Counter turnedAway;

  IngestMetrics(MeterRegistry registry, SessionTable sessions) {
    blocks = counter(registry, "blocks", "Blocks put on the log.");
    bytes = counter(registry, "block.bytes", "Bytes of blocks put on the log.");
    samples = counter(registry, "samples", "Samples put on the log.");
    damaged = counter(registry, "damaged", "Blocks that came damaged.");
    answers = counter(registry, "answers", "Acknowledgements and refusals sent.");
    failedPolls = counter(registry, "poll.failures", "Polls of store or log that failed.");
    turnedAway = counter(registry, "turned.away", "Sessions asked to come again later.");
    Gauge.builder("arxos.ingest.cloned", sessions, SessionTable::clonedCount)
        .description("Gateway identities that two machines have, until a person chooses one.")
        .register(registry);
    Gauge.builder("arxos.ingest.sessions", sessions, table -> table.all().size())
        .description("Gateways connected to this process.")
        .register(registry);
  }

  void block(int many, int size, long count) {
    blocks.increment(many);
    bytes.increment(size);
    samples.increment(count);
  }

  void damaged() {
    damaged.increment();
  }

  void answered(int count) {
    answers.increment(count);
  }

  void pollFailed() {
    failedPolls.increment();
  }

  void turnedAway() {
    turnedAway.increment();
  }

  private static Counter counter(MeterRegistry registry, String name, String help) {
    return Counter.builder("arxos.ingest." + name).description(help).register(registry);
  }
}
