package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Blocks;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.Lineage;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A machine that has come again, or two with one identity: time alone tells.
final class CloneWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final ManualClock clock = new ManualClock();
  private final SessionTable sessions = new SessionTable();
  private final Told lineage = new Told();
  private final CloneWatch watch = new CloneWatch(sessions, lineage, clock);

  @Test
  void olderSessionThatIsSilentForTwentySecondsIsDeadAndNoClone() throws Exception {
    var old = enter(1);
    clock.nanos += SECOND;
    var again = enter(2);
    for (int second = 0; second < 19; second++) {
      again.heard(clock.nanos);
      tick();
      assertTrue(old.live(), "after " + second + " s");
    }
    tick();
    tick();
    assertFalse(old.live());
    assertTrue(again.live());
    assertTrue(lineage.raised.isEmpty());
    assertEquals(List.of(again), sessions.all());
  }

  // The control of the test above: the same time, but the older one answers.
  @Test
  void olderSessionThatAnswersIsAClone() throws Exception {
    var old = enter(1);
    clock.nanos += SECOND;
    var other = enter(2);
    tick();
    assertTrue(lineage.raised.isEmpty(), "not before it answers");
    for (int second = 0; second < 30; second++) {
      old.heard(clock.nanos);
      other.heard(clock.nanos);
      tick();
    }
    assertTrue(old.live() && other.live());
    assertEquals(Set.of(old.identity().current(), other.identity().current()), lineage.raised);
  }

  @Test
  void oneSessionAloneMayBeSilent() throws Exception {
    var alone = enter(1);
    clock.nanos += 100 * SECOND;
    tick();
    assertTrue(alone.live(), "whether it is there is the transport's to find out");
  }

  @Test
  void nobodyIsCommandedWhileTwoAreThereOrAPersonHasNotChosen() throws Exception {
    enter(1);
    assertEquals("", sessions.send(order()));
    var second = enter(2);
    assertTrue(sessions.send(order()).contains("Two machines"));
    lineage.cloned.add("gw");
    tick();
    assertEquals(0, sessions.leave(second), "another is still there");
    assertTrue(sessions.send(order()).contains("Two machines"), "until a person has chosen");
    lineage.cloned.clear();
    tick();
    assertEquals("", sessions.send(order()));
  }

  @Test
  void lastToLeaveEndsTheNewestSession() {
    var old = enter(1);
    var newer = enter(7);
    assertEquals(0, sessions.leave(newer));
    assertEquals(7, sessions.leave(old));
  }

  @Test
  void machineThatWasNotChosenIsRefusedBeforeItCanBeAClone() throws Exception {
    var kept = enter(1);
    clock.nanos += SECOND;
    var other = enter(2);
    kept.heard(clock.nanos + 1);
    lineage.refused.add(other.identity().current());
    tick();
    assertTrue(kept.live());
    assertFalse(other.live());
    assertTrue(lineage.raised.isEmpty());
  }

  private void tick() throws Exception {
    clock.nanos += SECOND;
    watch.work();
  }

  private Session enter(long number) {
    var current = Blocks.incarnation();
    var identity = new Session.Identity("gw", number, 1, current);
    var session = new Session(identity, new SilentDownlink(), List.of(), clock.nanos());
    sessions.enter(
        session, new Announcement(current, List.of(announced(current)), 1, new byte[0], Map.of()));
    return session;
  }

  private static io.arxos.cloud.history.Ledger.Announced announced(IncarnationId id) {
    return new io.arxos.cloud.history.Ledger.Announced(id, null, 0, 0, "", 1, 0, 1, 1);
  }

  private static Command.Order order() {
    return new Command.Order("id", "gw", "b/e/p", null, 9, "test", "because", 1);
  }

  private static final class ManualClock implements Clock {
    long nanos = 1;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanos);
    }
  }

  private static final class Told implements Lineage {
    final Set<IncarnationId> raised = new HashSet<>();
    final Set<String> cloned = new HashSet<>();
    final Set<IncarnationId> refused = new HashSet<>();
    final List<IncarnationId> closed = new ArrayList<>();

    @Override
    public Kin kin(String gateway, IncarnationId current, Collection<IncarnationId> announced) {
      return new Kin(Set.of(), List.of(), refused.contains(current));
    }

    @Override
    public void raise(
        String gateway, Notice.Kind kind, IncarnationId incarnation, String detail, long nowUs) {
      raised.add(incarnation);
    }

    @Override
    public void close(String gateway, IncarnationId incarnation, long nowUs) {
      closed.add(incarnation);
    }

    @Override
    public void reopen(String gateway, IncarnationId incarnation) {
      closed.remove(incarnation);
    }

    @Override
    public Set<String> cloned() {
      return cloned;
    }

    @Override
    public Set<String> withRefused() {
      return refused.isEmpty() ? Set.of() : Set.of("gw");
    }
  }
}
