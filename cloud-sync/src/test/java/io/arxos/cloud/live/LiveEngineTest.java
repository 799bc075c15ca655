package io.arxos.cloud.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.access.Signer;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.live.LiveEngine.Answer;
import io.arxos.cloud.live.LiveEngine.Wish;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveEngineTest {
  private final FakeLog log = new FakeLog();
  private final Store store = new Store();
  private final Bell bell = new Bell();
  @TempDir Path keys;
  private LiveEngine engine;

  private static final class Store implements OpeningPicture {
    final List<Known> known = new ArrayList<>();
    long next;
    long generation = 7;

    @Override
    public Picture read(String building, int partition) {
      return new Picture(List.copyOf(known), next, generation);
    }

    @Override
    public long dbGeneration() {
      return generation;
    }
  }

  @BeforeEach
  void start() throws Exception {
    engine =
        new LiveEngine(log, store, Signer.open(keys, "cursor"), () -> Instant.ofEpochSecond(1_000));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  // What the store has not taken in yet stands in the log behind its position: nothing falls
  // between.
  @Test
  void pictureAndLogMeetWithoutAGap() throws Exception {
    log.block(FakeLog.TELEMETRY, 1, "a 990 1");
    log.block(FakeLog.TELEMETRY, 2, "a 991 2");
    log.block(FakeLog.TELEMETRY, 3, "a 992 3");
    store.known.add(known("a", 991, 2));
    store.next = 2;
    try (Subscription subscription = engine.latest(wish(""))) {
      assertEquals(
          List.of("latest a=2@991", "samples a=3@992", "caught up"),
          FakeLog.await(subscription, bell, 3));
      log.block(FakeLog.TELEMETRY, 4, "a 993 4");
      assertEquals(List.of("samples a=4@993"), FakeLog.await(subscription, bell, 1));
    }
  }

  // A gateway with a backlog tells the newest values ahead of their samples: they are shown as what
  // they are, and the samples follow all the same.
  @Test
  void newestValuesAreShownAheadOfTheirSamplesAndAreNoSamples() throws Exception {
    long before = engine.watchersVersion();
    assertFalse(engine.watches("hofgarten", "hofgarten/a"));
    engine.show("hofgarten-1", "hofgarten", List.of(value("a", 999, 5)));
    try (Subscription subscription = engine.latest(wish(""))) {
      assertTrue(engine.watches("hofgarten", "hofgarten/a"));
      assertTrue(engine.watchersVersion() > before);
      assertEquals(List.of("latest ", "caught up"), FakeLog.await(subscription, bell, 2));
      engine.show("hofgarten-1", "hofgarten", List.of(value("a", 998, 1), value("b", 998, 2)));
      engine.show("hofgarten-1", "hofgarten", List.of(value("a", 999, 3)));
      String told = String.join("; ", FakeLog.await(subscription, bell, 1));
      assertTrue(told.startsWith("unstored ") && told.contains("a=3@999"), told);
      assertFalse(told.contains("a=1@998"), "conflated: " + told);
      log.block(FakeLog.TELEMETRY, 1, "a 990 7");
      assertEquals(List.of("samples a=7@990"), FakeLog.await(subscription, bell, 1));
    }
    assertFalse(engine.watches("hofgarten", "hofgarten/a"));
  }

  private static LiveSample value(String point, long second, int value) {
    return new LiveSample(
        "hofgarten/" + point, second * 1_000_000, new PointValue.Num(value), 1, "", 0);
  }

  @Test
  void cursorGoesOnBehindWhatWasSeen() throws Exception {
    log.block(FakeLog.TELEMETRY, 1, "a 990 1");
    String cursor;
    try (Subscription subscription = engine.latest(wish(""))) {
      assertEquals(
          List.of("latest ", "samples a=1@990", "caught up"), FakeLog.await(subscription, bell, 3));
      cursor = subscription.cursor();
    }
    log.block(FakeLog.TELEMETRY, 2, "a 991 2");
    try (Subscription subscription = engine.latest(wish(cursor))) {
      assertEquals(List.of("samples a=2@991", "caught up"), FakeLog.await(subscription, bell, 2));
    }
  }

  // Longer away than the feed remembers: it reads the log on its own and then joins the others.
  @Test
  void longAbsenceIsReadFromTheLog() throws Exception {
    log.block(FakeLog.TELEMETRY, 1, "a 100 1");
    Subscription first = subscribed(engine.every(wish(""), false));
    assertEquals(List.of("latest ", "samples a=1@100", "caught up"), FakeLog.await(first, bell, 3));
    String cursor = first.cursor();
    first.close();
    for (int i = 2; i <= 700; i++) {
      log.block(FakeLog.TELEMETRY, i, "a " + (100 + i) + " " + i);
    }
    try (Subscription again = subscribed(engine.every(wish(cursor), false))) {
      List<String> lines = FakeLog.await(again, bell, 700);
      assertEquals(700, lines.size());
      for (int i = 2; i <= 700; i++) {
        assertEquals("samples a=" + i + "@" + (100 + i), lines.get(i - 2));
      }
      assertEquals("caught up", lines.getLast());
    }
  }

  @Test
  void cursorOfAReplacedLogOrARestoredStoreOrTooOldIsOutOfRange() throws Exception {
    for (int i = 1; i <= 3; i++) {
      log.block(FakeLog.TELEMETRY, i, "a " + (990 + i) + " " + i);
    }
    store.next = 1;
    Subscription subscription = subscribed(engine.every(wish(""), false));
    String cursor = subscription.cursor();
    subscription.close();
    assertInstanceOf(Answer.Subscribed.class, close(engine.every(wish(cursor), false)));
    store.generation = 8;
    assertInstanceOf(Answer.CursorTooOld.class, engine.every(wish(cursor), false));
    store.generation = 7;
    log.replace("topic-2");
    assertInstanceOf(Answer.CursorTooOld.class, engine.every(wish(cursor), false));
    log.replace("topic-1");
    log.forget(2);
    assertInstanceOf(Answer.CursorTooOld.class, engine.every(wish(cursor), false));
    assertInstanceOf(Answer.BadCursor.class, engine.every(wish(cursor + "x"), false));
  }

  @Test
  void browserWithAUselessCursorGetsANewPicture() throws Exception {
    store.known.add(known("a", 991, 2));
    try (Subscription subscription = engine.latest(wish("nonsense"))) {
      assertEquals(List.of("latest a=2@991", "caught up"), FakeLog.await(subscription, bell, 2));
    }
  }

  private static Answer close(Answer answer) {
    if (answer instanceof Answer.Subscribed(Subscription subscription)) {
      subscription.close();
    }
    return answer;
  }

  private static Subscription subscribed(Answer answer) {
    return assertInstanceOf(Answer.Subscribed.class, answer).subscription();
  }

  private Wish wish(String cursor) {
    return new Wish("hofgarten", cursor, _ -> true, bell);
  }

  private static OpeningPicture.Known known(String point, long seconds, double value) {
    return new OpeningPicture.Known(
        "hofgarten-1",
        new LiveSample(
            "hofgarten/" + point, seconds * 1_000_000, new PointValue.Num(value), 1, "", 1));
  }
}
