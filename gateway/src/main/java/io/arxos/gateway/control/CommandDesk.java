package io.arxos.gateway.control;

import io.arxos.driver.Clock;
import io.arxos.driver.PointId;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import io.arxos.gateway.control.CommandCheck.Verdict;
import io.arxos.gateway.control.CommandUpdate.State;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes commands from people and the cloud and carries each out at most once:
///
///     arrived → journaled (accepted) → level written (applied) → in force and read back (verified)
///
/// Nothing is done before the journal has it on disk. What is not carried out within its time, or
/// before its connection ends, never is.
///
/// `submit`, `voidPending` and `holds` are safe for any thread and only put things into a queue;
/// everything else happens on the control thread.
final class CommandDesk implements Commands {
  private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);
  static final int ARRIVALS_MAX = 64;

  /// What waits for the next cycle.
  private sealed interface Arrival {
    record Order(CommandRequest command, Consumer<CommandUpdate> updates, Moment at)
        implements Arrival {}

    record VoidPending() implements Arrival {}
  }

  /// Checked, and on its way into the journal.
  private record Accepting(
      CommandRequest command,
      Verdict.Fine fine,
      Moment arrived,
      CompletableFuture<Acceptance> journaled) {
    boolean late(Moment now) {
      return now.nanos() - arrived.nanos() > command.executeWithin().toNanos();
    }
  }

  /// Carried out, and not yet known to be in force.
  ///
  /// @param change of the keeper that must be on disk before it counts as verified
  private record Watched(CommandRequest command, PointId point, long untilMicros, long change) {}

  private final ControlPlan plan;
  private final CommandCheck check;
  private final Arbiter arbiter;
  private final EventLog log;
  private final HoldKeeper keeper;
  private final Clock clock;

  // between threads
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile Runnable wake = () -> {};
  private volatile List<Hold> holds = List.of();

  // of the control thread, by id of the command
  private final CommandBook book = new CommandBook();
  private final Map<String, Accepting> accepting = new LinkedHashMap<>();
  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private final Map<String, Consumer<CommandUpdate>> listeners = new HashMap<>();

  CommandDesk(ControlPlan plan, Arbiter arbiter, EventLog log, HoldKeeper keeper, Clock clock) {
    this.plan = plan;
    this.check = new CommandCheck(plan);
    this.arbiter = arbiter;
    this.log = log;
    this.keeper = keeper;
    this.clock = clock;
  }

  /// @param wake makes the next cycle come early, because there is something to do
  void onArrival(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public void submit(CommandRequest command, Consumer<CommandUpdate> updates) {
    Moment now = Moment.of(clock);
    if (waiting.incrementAndGet() > ARRIVALS_MAX) {
      waiting.decrementAndGet();
      updates.accept(update(command, State.REFUSED, "too many commands at once", now));
      return;
    }
    arrivals.add(new Arrival.Order(command, updates, now));
    wake.run();
  }

  @Override
  public void voidPending() {
    arrivals.add(new Arrival.VoidPending());
  }

  @Override
  public List<Hold> holds() {
    return holds;
  }

  /// Takes up again what was in hand when the gateway stopped.
  void restore(ControlMemory memory, Moment now) {
    memory.results().forEach(book::put);
    for (ControlMemory.Kept kept : memory.holds()) {
      Hold hold = kept.hold();
      Lease lease = Lease.carriedOver(now, hold.untilMicros(), kept.leftMicros());
      WritablePoint point = plan.points().get(hold.point());
      Value value = point == null ? null : point.typed(hold.value());
      if (value == null) {
        log.tell(now, Event.about("returned", hold, hold.point() + " is no longer writable so"));
      } else if (lease.expired(now)) {
        String detail = "the lease ended while the gateway was down";
        log.tell(now, hold.point(), Event.about("returned", hold, detail));
      } else {
        arbiter.write(
            hold.point(),
            new Entry(
                hold.level(),
                value,
                hold.owner(),
                hold.reason(),
                hold.sinceMicros(),
                lease,
                hold.commandId()));
        watchAgain(hold);
      }
    }
    keeper.changed();
  }

  /// Gives back the levels whose lease has ended, then carries out what has arrived and is
  /// journaled.
  void take(Moment now) {
    for (Hold hold : arbiter.expire(now)) {
      keeper.changed();
      log.tell(now, hold.point(), Event.about("returned", hold, "the lease ended"));
    }
    for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
      switch (next) {
        case Arrival.Order order -> arrived(order, now);
        case Arrival.VoidPending() -> voidAll(now);
      }
    }
    for (Accepting one : List.copyOf(accepting.values())) {
      carryOut(one, now);
    }
    save(now);
  }

  /// Looks how far the commands that were carried out have come, and says so. Comes last in a
  /// cycle.
  void verify(Verification verification, Moment now) {
    for (Watched one : List.copyOf(watched.values())) {
      verify(one, verification, now);
    }
    save(now);
    holds = arbiter.holds();
  }

  private void save(Moment now) {
    if (!holds.isEmpty() && keeper.isOld(now)) {
      keeper.changed(); // what the leases have left has
    }
    keeper.save(now, () -> new ControlMemory(arbiter.kept(now), book.all()));
  }

  private void arrived(Arrival.Order order, Moment now) {
    waiting.decrementAndGet();
    CommandRequest command = order.command();
    CommandUpdate known = book.find(command.id());
    if (known != null || accepting.containsKey(command.id())) {
      repeated(order, known);
      return;
    }
    switch (check.check(command)) {
      case Verdict.Refused(String why) -> {
        listeners.put(command.id(), order.updates());
        end(command, State.REFUSED, why, now);
      }
      case Verdict.Fine fine -> {
        listeners.put(command.id(), order.updates());
        var journaled =
            log.record(now, fine.point(), event(command, fine.value(), State.ACCEPTED, 0, ""));
        journaled.whenComplete((_, _) -> wake.run());
        accepting.put(command.id(), new Accepting(command, fine, order.at(), journaled));
      }
    }
  }

  /// Nothing is done twice: the newest state is said, and whoever asked last hears the rest.
  private void repeated(Arrival.Order order, @Nullable CommandUpdate known) {
    String id = order.command().id();
    if (known != null) {
      order.updates().accept(known);
    }
    if (accepting.containsKey(id) || watched.containsKey(id)) {
      listeners.put(id, order.updates());
    }
  }

  private void voidAll(Moment now) {
    for (Accepting one : List.copyOf(accepting.values())) {
      if (one.command().level() == CommandRequest.LOCAL_OPERATOR) {
        continue; // from the gateway's own page, which needs no cloud
      }
      end(one.command(), State.EXPIRED, "the connection ended before it was carried out", now);
    }
  }

  private void carryOut(Accepting one, Moment now) {
    CommandRequest command = one.command();
    if (one.late(now)) {
      String within = Words.of(command.executeWithin().toMillis() / 1e3);
      end(command, State.EXPIRED, "not carried out within " + within + " s; it never will be", now);
      return;
    }
    if (!one.journaled().isDone()) {
      return;
    }
    if (one.journaled().isCompletedExceptionally()
        || one.journaled().join() != Acceptance.DURABLE) {
      end(command, State.REFUSED, "the journal did not take it; nothing was done", now);
      return;
    }
    accepting.remove(command.id());
    say(update(command, State.ACCEPTED, "", now));
    long until = writeLevel(command, one.fine(), now);
    watched.put(command.id(), new Watched(command, one.fine().point(), until, keeper.changed()));
  }

  private long writeLevel(CommandRequest command, Verdict.Fine fine, Moment now) {
    Value value = fine.value();
    if (value == null) {
      arbiter.relinquish(fine.point(), command.level());
      return 0;
    }
    Lease lease = Lease.from(now, command.lease());
    arbiter.write(
        fine.point(),
        new Entry(
            command.level(),
            value,
            command.issuer(),
            command.reason(),
            now.wallMicros(),
            lease,
            command.id()));
    return lease.untilMicros();
  }

  private void verify(Watched one, Verification verification, Moment now) {
    CommandRequest command = one.command();
    Verification.Progress progress;
    if (command.value() == null) {
      progress = verification.givenBack(one.point(), command.level());
    } else if (holds(one)) {
      progress = verification.of(plan.point(one.point()), command.id());
    } else {
      lost(one, now);
      return;
    }
    boolean last =
        progress.state() == State.VERIFIED || progress.state() == State.APPLIED_UNVERIFIABLE;
    if (last && state(command) == State.ACCEPTED) {
      step(one, State.APPLIED, "", now);
    }
    if (!last) {
      step(one, progress.state(), progress.detail(), now);
    } else if (keeper.tried(one.change())) {
      step(one, progress.state(), progress.detail() + notSaved(), now);
      watched.remove(command.id());
      listeners.remove(command.id());
    }
  }

  private boolean holds(Watched one) {
    Entry entry = arbiter.at(one.point(), one.command().level());
    return entry != null && entry.commandId().equals(one.command().id());
  }

  /// Its level went to another command, or its lease ended, before it was in force.
  private void lost(Watched one, Moment now) {
    watched.remove(one.command().id());
    if (state(one.command()) == State.ACCEPTED) {
      step(one, State.EXPIRED, "its level was taken or its lease ended before it was written", now);
    }
    listeners.remove(one.command().id());
  }

  private String notSaved() {
    return keeper.failure().isEmpty() ? "" : "; a restart would forget it: " + keeper.failure();
  }

  private State state(CommandRequest command) {
    CommandUpdate known = book.find(command.id());
    return known == null ? State.ACCEPTED : known.state();
  }

  /// One step of a command that was carried out; nothing when nothing is new.
  private void step(Watched one, State state, String detail, Moment now) {
    CommandUpdate known = book.find(one.command().id());
    boolean news =
        known == null
            || state.compareTo(known.state()) > 0
            || (state == known.state() && !detail.equals(known.detail()));
    if (news) {
      Event event = event(one.command(), one.command().value(), state, one.untilMicros(), detail);
      log.tell(now, one.point(), event);
      say(update(one.command(), state, detail, now));
    }
  }

  /// The end of a command that was not carried out.
  private void end(CommandRequest command, State state, String detail, Moment now) {
    accepting.remove(command.id());
    PointId asked = PointId.isValid(command.point()) ? new PointId(command.point()) : plan.log();
    PointId point = plan.known().contains(asked) ? asked : plan.log();
    log.tell(now, point, event(command, command.value(), state, 0, detail));
    say(update(command, state, detail, now));
    listeners.remove(command.id());
  }

  private void say(CommandUpdate update) {
    keeper.changed();
    book.put(update);
    try {
      listeners.getOrDefault(update.id(), _ -> {}).accept(update);
    } catch (RuntimeException e) {
      LOG.warn("whoever asked for command {} cannot be told: {}", update.id(), e.toString());
    }
  }

  private void watchAgain(Hold hold) {
    CommandUpdate known = book.find(hold.commandId());
    if (known != null && (known.state() == State.ACCEPTED || known.state() == State.APPLIED)) {
      var command =
          new CommandRequest(
              hold.commandId(),
              hold.point().path(),
              hold.value(),
              hold.level(),
              hold.owner(),
              hold.reason(),
              CommandCheck.EXECUTE_WITHIN_MAX,
              CommandCheck.LEASE_MAX);
      watched.put(command.id(), new Watched(command, hold.point(), hold.untilMicros(), 0));
    }
  }

  private static Event event(
      CommandRequest command, @Nullable Value value, State state, long until, String detail) {
    var level = new Event.Level(command.level(), value, command.issuer(), command.reason(), until);
    return new Event("command", command.id(), state.name().toLowerCase(Locale.ROOT), level, detail);
  }

  private static CommandUpdate update(
      CommandRequest command, State state, String detail, Moment now) {
    return new CommandUpdate(command.id(), command.point(), state, detail, now.wallMicros());
  }
}
