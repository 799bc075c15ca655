package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.control.ControlHealth;
import io.arxos.gateway.control.Surroundings;
import io.arxos.gateway.journal.JournalFigures;
import io.arxos.gateway.journal.JournalState;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.status.Condition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Gathers how the parts are doing, for control and for people. Safe for any thread.
final class Conditions implements Surroundings {
  /// The cloud is lost when it has been out of reach for longer than a blip.
  private static final Duration BLIP_MAX = Duration.ofSeconds(60);

  private static final ControlHealth NOT_BEGUN = new ControlHealth(0, 0, 0, 0, "");

  private final OpenJournal journal;
  private final ProcessImage image;
  private final Clock clock;
  private final long startedNanos;
  private volatile long reachedNanos;
  private volatile @Nullable ControlPart control;
  private volatile @Nullable CloudPart cloud;

  Conditions(OpenJournal journal, ProcessImage image, Clock clock) {
    this.journal = journal;
    this.image = image;
    this.clock = clock;
    this.startedNanos = clock.nanos();
    this.reachedNanos = startedNanos;
  }

  void watch(ControlPart part) {
    control = part;
  }

  void watch(CloudPart part) {
    cloud = part;
  }

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
    Condition.Cloud now = cloudNow();
    if (now.connected() || !now.configured()) {
      reachedNanos = clock.nanos();
      return false;
    }
    return clock.nanos() - reachedNanos > BLIP_MAX.toNanos();
  }

  Condition now() {
    JournalFigures figures = journal.figures();
    var wear = journal.wear();
    ControlPart watched = control;
    var health = watched == null ? NOT_BEGUN : watched.health();
    return new Condition(
        journalTrouble(),
        figures.bytes(),
        figures.hoursLeft(),
        figures.samplesPerSecond(),
        new Condition.Disk(wear.bytes(), wear.bytesPerDay(), wear.lifeDays(), wear.trouble()),
        cloudNow(),
        health.cycles(),
        clock.nanos() - (health.cycles() > 0 ? health.lastNanos() : startedNanos),
        health.outputsInAlarm());
  }

  private Condition.Cloud cloudNow() {
    CloudPart watched = cloud;
    return watched == null ? Condition.Cloud.ALONE : watched.condition();
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
