package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.control.ControlCycle;
import io.arxos.gateway.control.ControlHealth;
import io.arxos.gateway.control.Surroundings;
import io.arxos.gateway.journal.JournalFigures;
import io.arxos.gateway.journal.JournalState;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.status.Condition;
import org.jspecify.annotations.Nullable;

/// Gathers how the parts are doing, for control and for people.
final class Conditions {
  private final OpenJournal journal;
  private final Clock clock;
  private final long startedNanos;
  private volatile @Nullable ControlCycle control;

  Conditions(OpenJournal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.startedNanos = clock.nanos();
  }

  void watch(ControlCycle control) {
    this.control = control;
  }

  Surroundings surroundings(ProcessImage image) {
    return new Surroundings() {
      @Override
      public ProcessImage.Snapshot image() {
        return image.snapshot();
      }

      @Override
      public boolean journalFailed() {
        return !journalTrouble().isEmpty();
      }

      @Override
      public boolean cloudLost() {
        return false;
      }
    };
  }

  Condition now() {
    JournalFigures figures = journal.figures();
    ControlCycle watched = control;
    long cycles = 0;
    long last = startedNanos;
    int alarms = 0;
    if (watched != null && watched.health().cycles() > 0) {
      ControlHealth health = watched.health();
      cycles = health.cycles();
      last = health.lastNanos();
      alarms = health.outputsInAlarm();
    }
    return new Condition(
        journalTrouble(),
        figures.bytes(),
        figures.hoursLeft(),
        figures.samplesPerSecond(),
        Condition.Cloud.ALONE,
        cycles,
        clock.nanos() - last,
        alarms);
  }

  private String journalTrouble() {
    return switch (journal.state()) {
      case JournalState.Open _ -> "";
      case JournalState.Full(long free) ->
          "the disk is full (" + (free >> 20) + " MiB free): readings are not kept";
      case JournalState.Failed(String reason) -> reason + ": readings are not kept";
    };
  }
}
