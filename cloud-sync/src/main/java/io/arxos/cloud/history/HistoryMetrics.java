package io.arxos.cloud.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What history counts.
final class HistoryMetrics {
  private final Counter samples;
  private final Counter transactions;
  private final Counter refused;
  private final Counter repeats;
  private final Counter losses;
  private final Counter fenced;

  HistoryMetrics(MeterRegistry registry) {
    samples = counter(registry, "samples", "Samples stored.");
    transactions = counter(registry, "transactions", "Transactions that took records.");
    refused = counter(registry, "refused", "Blocks refused because something before was missing.");
    repeats = counter(registry, "repeats", "Blocks that were there already.");
    losses = counter(registry, "losses", "Ranges entered into the loss ledger.");
    fenced = counter(registry, "fenced", "Batches given up because another consumer went on.");
  }

  void took(Intake intake) {
    transactions.increment();
    samples.increment(intake.samples());
    refused.increment(intake.refused());
    repeats.increment(intake.repeats());
    losses.increment(intake.losses().size());
  }

  void fenced() {
    fenced.increment();
  }

  private static Counter counter(MeterRegistry registry, String name, String help) {
    return Counter.builder("arxos.history." + name).description(help).register(registry);
  }
}
