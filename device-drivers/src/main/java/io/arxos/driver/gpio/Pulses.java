package io.arxos.driver.gpio;

/// Counts the pulses of one pin and forgets none over a restart.
///
/// A level counts when it has lasted for the debounce time; that is known at the next edge or the
/// next look, so no timer is needed, and a contact that bounces, or a spike of noise, is no pulse.
/// A pulse is the change to the active level. For one thread at a time.
final class Pulses {
  private final long debounceNanos;
  private boolean accepted;
  private boolean raw;
  private long since;
  private long count;

  /// What is kept over a restart.
  ///
  /// @param active the level that was accepted last, so that a pulse during which the gateway
  ///   starts anew is counted once
  record Kept(long count, boolean active) {
    static final Kept NONE = new Kept(0, false);
  }

  /// @param active the level that the pin has now
  Pulses(long debounceNanos, Kept kept, boolean active, long nanos) {
    this.debounceNanos = debounceNanos;
    this.accepted = kept.active();
    this.count = kept.count();
    this.raw = active;
    this.since = nanos;
  }

  /// The pin has a new level.
  void edge(boolean active, long nanos) {
    look(nanos);
    if (active != raw) {
      raw = active;
      since = nanos;
    }
    look(nanos);
  }

  /// Pulses up to now.
  long count(long nanos) {
    look(nanos);
    return count;
  }

  Kept kept(long nanos) {
    look(nanos);
    return new Kept(count, accepted);
  }

  private void look(long nanos) {
    if (raw != accepted && nanos - since >= debounceNanos) {
      accepted = raw;
      if (accepted) {
        count++;
      }
    }
  }
}
