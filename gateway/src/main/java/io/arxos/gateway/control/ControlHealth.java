package io.arxos.gateway.control;

/// How the control cycle is doing, for the watchdog and the status page.
///
/// @param cycles since the start
/// @param lastNanos monotonic time of the last one; 0 before the first
/// @param longestMicros the longest that one took
/// @param outputsInAlarm outputs whose device does not do, or does not say, what was written
/// @param holdsNotSaved why what is in hand would not survive a restart; "" when it would
public record ControlHealth(
    long cycles, long lastNanos, long longestMicros, int outputsInAlarm, String holdsNotSaved) {
  static final ControlHealth NOT_STARTED = new ControlHealth(0, 0, 0, 0, "");
}
