package io.arxos.cloud.live;

import io.arxos.cloud.access.Signer;
import io.arxos.cloud.live.Sorter.Pace;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Gives subscriptions, and follows the partition of each building that somebody watches. Safe for
/// any thread.
public final class LiveEngine implements AutoCloseable {
  /// A browser that is further behind than this gets a new picture instead.
  static final long LATEST_BEHIND_MAX = 20_000;

  /// How far before the end of the log a feed begins at most.
  static final long FEED_BEHIND_MAX = 200;

  private final LiveLog log;
  private final OpeningPicture pictures;
  private final Signer signer;
  private final InstantSource clock;
  private final Map<String, Feed> feeds = new HashMap<>();
  private long watchersVersion;

  /// @param signer opened for the purpose `cursor`
  public LiveEngine(LiveLog log, OpeningPicture pictures, Signer signer, InstantSource clock) {
    this.log = log;
    this.pictures = pictures;
    this.signer = signer;
    this.clock = clock;
  }

  /// What is asked for.
  ///
  /// @param building known to exist
  /// @param cursor "" for an opening picture first
  /// @param wanted which points
  /// @param bell rung whenever there is something new
  public record Wish(String building, String cursor, Predicate<String> wanted, Bell bell) {}

  /// What came of it.
  public sealed interface Answer {
    record Subscribed(Subscription subscription) implements Answer {}

    /// Not a cursor that this cloud made, or of another building.
    record BadCursor() implements Answer {}

    /// The log has not kept what the cursor would need, or the store is another one.
    record CursorTooOld() implements Answer {}
  }

  /// Every sample, at the reader's pace; for services.
  ///
  /// @param events also the alarm lane
  public Answer every(Wish wish, boolean events) throws SQLException {
    if (wish.cursor().isEmpty()) {
      return new Answer.Subscribed(fresh(wish, new Sorter(Pace.EVERY, events, wish.wanted())));
    }
    Optional<ResumePoint> point = ResumePoint.open(signer, wish.cursor());
    if (point.isEmpty() || !point.get().building().equals(wish.building())) {
      return new Answer.BadCursor();
    }
    if (!isKept(point.get())) {
      return new Answer.CursorTooOld();
    }
    return new Answer.Subscribed(
        resumed(wish, point.get(), new Sorter(Pace.EVERY, events, wish.wanted())));
  }

  /// The newest values, for a browser; a cursor that is no use is as good as none.
  public Subscription latest(Wish wish) throws SQLException {
    Sorter sorter = new Sorter(Pace.LATEST, false, wish.wanted());
    Optional<ResumePoint> point = ResumePoint.open(signer, wish.cursor());
    if (point.isPresent()
        && point.get().building().equals(wish.building())
        && isKept(point.get())
        && bounds(wish.building()).end() - point.get().offset() <= LATEST_BEHIND_MAX) {
      return resumed(wish, point.get(), sorter);
    }
    return fresh(wish, sorter);
  }

  private Subscription fresh(Wish wish, Sorter sorter) throws SQLException {
    String building = wish.building();
    String topicId = log.topicId();
    var picture = pictures.read(building, log.partition(building));
    LiveLog.Bounds bounds = bounds(building);
    long from = Math.clamp(picture.next(), bounds.begin(), bounds.end());
    List<Delivery> opening = sorter.open(picture.known(), Subscription.micros(clock));
    var place = new Subscription.Place(building, topicId, picture.dbGeneration());
    return subscribe(wish, sorter, new Subscription.Start(place, from, bounds.end(), opening));
  }

  private Subscription resumed(Wish wish, ResumePoint point, Sorter sorter) {
    sorter.remember(point.floorsUs());
    var place = new Subscription.Place(point.building(), point.topicId(), point.dbGeneration());
    long end = bounds(wish.building()).end();
    return subscribe(wish, sorter, new Subscription.Start(place, point.offset(), end, List.of()));
  }

  private Subscription subscribe(Wish wish, Sorter sorter, Subscription.Start start) {
    String building = start.place().building();
    synchronized (feeds) {
      Feed feed = feeds.get(building);
      if (feed == null) {
        // One that begins long ago reads the log on its own until it is here.
        long recent = start.caughtUpAt() - FEED_BEHIND_MAX;
        feed = new Feed(building, log, Math.max(start.offset(), recent));
        feeds.put(building, feed);
        feed.start();
      }
      watchersVersion++;
      return new Subscription(this, feed, sorter, start, wish);
    }
  }

  private boolean isKept(ResumePoint point) throws SQLException {
    LiveLog.Bounds bounds = bounds(point.building());
    return point.topicId().equals(log.topicId())
        && point.dbGeneration() == pictures.dbGeneration()
        && point.offset() >= bounds.begin()
        && point.offset() <= bounds.end();
  }

  private LiveLog.Bounds bounds(String building) {
    return log.bounds(log.partition(building));
  }

  /// Grows whenever somebody begins or ends to watch something.
  public long watchersVersion() {
    synchronized (feeds) {
      return watchersVersion;
    }
  }

  /// Whether somebody watches a point now.
  public boolean watches(String building, String point) {
    Feed feed;
    synchronized (feeds) {
      feed = feeds.get(building);
    }
    return feed != null && feed.watches(point);
  }

  /// Shows newest values whose samples are still on their way to whoever watches them.
  public void show(String gateway, String building, List<LiveSample> values) {
    Feed feed;
    synchronized (feeds) {
      feed = feeds.get(building);
    }
    if (feed != null) {
      feed.show(gateway, values, Subscription.micros(clock));
    }
  }

  void leave(String building, Feed feed, Bell bell) {
    boolean last;
    synchronized (feeds) {
      watchersVersion++;
      last = feed.leave(bell);
      if (last) {
        feeds.remove(building, feed);
      }
    }
    if (last) {
      feed.close();
    }
  }

  LiveLog log() {
    return log;
  }

  Signer signer() {
    return signer;
  }

  InstantSource clock() {
    return clock;
  }

  @Override
  public void close() {
    List<Feed> open;
    synchronized (feeds) {
      open = List.copyOf(feeds.values());
      feeds.clear();
    }
    open.forEach(Feed::close);
  }
}
