package io.arxos.cloud.live;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One subscriber's place in the stream. Pulls; for one thread, which may block.
public final class Subscription implements AutoCloseable {
  /// How often at most a stretch that is being filled is told of.
  static final long FILLED_EVERY_US = 1_000_000;

  private static final Duration LOG_PATIENCE = Duration.ofSeconds(1);

  // valid while subscribed
  private final LiveEngine engine;
  private final Place place;
  private final Feed feed;
  private final Sorter sorter;
  private final LiveEngine.Wish wish;
  private final long caughtUpAt;
  private final List<Delivery> opening;

  private long offset;
  private long shown;
  private boolean caughtUp;
  private long filledToldUs;
  private LiveLog.@Nullable Tail catchUp;

  /// Whose stream, in which log and store.
  record Place(String building, String topicId, long dbGeneration) {}

  /// Where it begins.
  record Start(Place place, long offset, long caughtUpAt, List<Delivery> opening) {}

  Subscription(LiveEngine engine, Feed feed, Sorter sorter, Start start, LiveEngine.Wish wish) {
    this.engine = engine;
    this.place = start.place();
    this.feed = feed;
    this.sorter = sorter;
    this.wish = wish;
    this.shown = feed.newest().version();
    this.offset = start.offset();
    this.caughtUpAt = start.caughtUpAt();
    this.opening = new ArrayList<>(start.opening());
    feed.listen(wish.bell(), wish.wanted());
  }

  /// What has come since the last call; returns at once. Whoever gets nothing waits for the bell.
  /// Reads from the log, and may wait for it, when this subscriber is far behind.
  public List<Delivery> next() {
    if (!opening.isEmpty()) {
      List<Delivery> first = List.copyOf(opening);
      opening.clear();
      return first;
    }
    long nowUs = micros(engine.clock());
    List<Delivery> deliveries =
        switch (feed.stretch().from(offset)) {
          case Stretch.Found.Items(var items, long next) -> {
            endCatchUp();
            offset = next;
            yield new ArrayList<>(sorter.sort(items, nowUs));
          }
          case Stretch.Found.TooOld() -> new ArrayList<>(sorter.sort(fromLog(), nowUs));
        };
    if (nowUs - filledToldUs >= FILLED_EVERY_US) {
      List<Delivery> filled = sorter.takeFilled();
      if (!filled.isEmpty()) {
        filledToldUs = nowUs;
        deliveries.addAll(filled);
      }
    }
    long newest = feed.newest().version();
    deliveries.addAll(feed.newest().since(shown, wish.wanted()));
    shown = newest;
    if (!caughtUp && offset >= caughtUpAt) {
      caughtUp = true;
      deliveries.add(new Delivery.CaughtUp());
    }
    return deliveries;
  }

  /// True when another call of [#next] may find more without waiting for the bell.
  public boolean isBehind() {
    return offset < feed.stretch().end();
  }

  /// To go on behind everything that [#next] has returned so far.
  public String cursor() {
    return new ResumePoint(
            place.building(), place.topicId(), place.dbGeneration(), offset, sorter.floorsUs())
        .seal(engine.signer());
  }

  private List<LogItem> fromLog() {
    LiveLog.Tail tail = catchUp;
    if (tail == null) {
      tail = engine.log().tail(engine.log().partition(place.building()), offset);
      catchUp = tail;
    }
    List<LogItem> items = Feed.of(place.building(), tail.poll(LOG_PATIENCE));
    offset = tail.position();
    return items;
  }

  private void endCatchUp() {
    if (catchUp != null) {
      catchUp.close();
      catchUp = null;
    }
  }

  @Override
  public void close() {
    endCatchUp();
    engine.leave(place.building(), feed, wish.bell());
  }

  static long micros(InstantSource clock) {
    return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, clock.instant());
  }
}
