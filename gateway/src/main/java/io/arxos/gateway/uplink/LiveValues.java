package io.arxos.gateway.uplink;

import io.arxos.driver.PointId;
import io.arxos.gateway.sampling.ProcessImage.Current;
import io.arxos.gateway.sampling.ProcessImage.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Says the newest of what somebody watches while the samples themselves are held up by a backlog.
///
/// Each point at most once a second, and all of it at most a tenth of the bytes sent: a value that
/// cannot be afforded now waits, and the one told longest ago goes first. What has not changed is
/// not told again. Valid for one session.
final class LiveValues {
  /// A lane whose oldest sample is older than this is behind.
  static final long BEHIND_MICROS = 5_000_000;

  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  // One byte of nine others is a tenth of all.
  private static final int OTHER_BYTES_PER_BYTE = 9;

  // What is left over from a quiet time must not become a burst.
  private static final long ALLOWANCE_BYTES_MAX = 64 << 10;

  private static final int MESSAGE_VALUES_MAX = 1_000;
  private static final int MESSAGE_BYTES = 16;

  // Of a value besides its path, reason and text: time, number, status, lengths.
  private static final int VALUE_BYTES = 40;

  private final Supplier<Snapshot> image;
  private final long session;
  private Down.Interest interest = Down.Interest.NONE;

  /// Bytes of samples that nothing was told for yet.
  private long unusedBytes;

  private long lookAtNanos;

  /// What was told last of each point, and when; bounded by the points of the site.
  private final Map<PointId, Told> told = new HashMap<>();

  private record Told(Current value, long nanos) {}

  /// @param nanos now
  LiveValues(Supplier<Snapshot> image, long session, long nanos) {
    this.image = image;
    this.session = session;
    this.lookAtNanos = nanos;
  }

  /// Somebody watches something else from now on.
  void watch(Down.Interest now) {
    interest = now;
    told.keySet().removeIf(point -> !wanted(point));
  }

  /// Bytes of samples have gone.
  void sent(int bytes) {
    unusedBytes = Math.min(unusedBytes + bytes, ALLOWANCE_BYTES_MAX * OTHER_BYTES_PER_BYTE);
  }

  /// What is to be told now.
  ///
  /// @param behindMicros age of the oldest sample that the cloud does not have
  Optional<Up.Live> due(long nanos, long behindMicros) {
    if (interest.isEmpty() || behindMicros <= BEHIND_MICROS || nanos - lookAtNanos < 0) {
      return Optional.empty();
    }
    lookAtNanos = nanos + EVERY_NANOS;
    List<Current> news = new ArrayList<>();
    for (Current current : image.get().points().values()) {
      Told before = told.get(current.point());
      if (wanted(current.point())
          && current.wallMicros() > 0
          && (before == null || !before.value().equals(current))) {
        news.add(current);
      }
    }
    news.sort(Comparator.comparingLong(this::toldNanos));
    List<Current> values = new ArrayList<>();
    long allowanceBytes = unusedBytes / OTHER_BYTES_PER_BYTE;
    long bytes = MESSAGE_BYTES;
    for (Current value : news) {
      if (values.size() == MESSAGE_VALUES_MAX || bytes + bytes(value) > allowanceBytes) {
        break;
      }
      bytes += bytes(value);
      values.add(value);
      told.put(value.point(), new Told(value, nanos));
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    unusedBytes -= bytes * OTHER_BYTES_PER_BYTE;
    return Optional.of(new Up.Live(values, session));
  }

  private boolean wanted(PointId point) {
    return interest.all() || interest.points().contains(point.path());
  }

  private long toldNanos(Current current) {
    Told before = told.get(current.point());
    return before == null ? Long.MIN_VALUE : before.nanos();
  }

  /// The most that a value takes in the message.
  static int bytes(Current current) {
    int text =
        current.value() instanceof io.arxos.driver.Value.Text(String value)
            ? 3 * value.length()
            : 0;
    return VALUE_BYTES + current.point().path().length() + 3 * current.reason().length() + text;
  }
}
