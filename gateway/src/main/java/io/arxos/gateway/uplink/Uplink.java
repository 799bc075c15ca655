package io.arxos.gateway.uplink;

import io.arxos.driver.Clock;
import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.uplink.Phase.Ended;
import io.arxos.gateway.uplink.Phase.Greeting;
import io.arxos.gateway.uplink.Phase.Streaming;
import io.arxos.gateway.uplink.Phase.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Keeps one stream to the cloud open and feeds it from the journal. One thread calls [#work]; what
/// comes from other threads queues up for it.
public final class Uplink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final long GREETING_NANOS_MAX = Duration.ofSeconds(20).toNanos();
  private static final long TRIM_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long STATE_NANOS = Duration.ofMillis(500).toNanos();

  /// A connection that has lasted so long was a good one, whether or not there was anything to
  /// send.
  private static final long USEFUL_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int HELLO_INCARNATIONS_MAX = 1_000;
  private static final int BLOCKS_PER_WORK_MAX = 64;

  // Valid while the gateway runs.
  private final UplinkSeams seams;
  private final Link.Connector connector;
  private final Clock clock;
  private final long keepMicros;
  private final Backoff backoff;
  private final Reporter reporter;
  private final DistinctErrors errors = new DistinctErrors();
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final UplinkThread thread = new UplinkThread(this::work, this::end);
  private volatile UplinkState state;
  private Phase phase;
  private long trimAtNanos;
  private long stateAtNanos;
  private long attempts;

  // Valid for one connection: events of an older one are told by its number.
  private long connection;
  private long greeted;
  private long usefulAtNanos;

  Uplink(
      UplinkSeams seams,
      Link.Connector connector,
      Duration keep,
      Clock clock,
      RandomGenerator random) {
    this.seams = seams;
    this.connector = connector;
    this.clock = clock;
    this.keepMicros = keep.toNanos() / 1_000;
    this.backoff = new Backoff(random);
    this.reporter = new Reporter(seams, clock);
    this.state = UplinkState.begin(clock.wallMicros());
    this.phase = new Waiting(clock.nanos());
    this.stateAtNanos = clock.nanos();
    this.trimAtNanos = clock.nanos();
    seams.journal().onAppend(thread::wake);
  }

  /// The uplink over gRPC.
  public static Uplink create(
      UplinkConfig config, UplinkSeams seams, Clock clock, RandomGenerator random) {
    return over(new TlsChannels(config), seams, config.keep(), clock, random);
  }

  /// The uplink over any channels.
  public static Uplink over(
      Channels channels, UplinkSeams seams, Duration keep, Clock clock, RandomGenerator random) {
    return new Uplink(seams, new GrpcLinkWire(channels), keep, clock, random);
  }

  /// Starts the thread. Tests call [#work] instead.
  public void start() {
    thread.start();
  }

  public UplinkState state() {
    return state;
  }

  /// Up to which sequence the cloud has a lane, as far as it has said.
  long committed(IncarnationId incarnation, Lane lane) {
    return reporter.committed(incarnation, lane);
  }

  /// Ends the stream and the thread. What was not sent stays in the journal.
  @Override
  public void close() {
    thread.close();
  }

  /// Does what is to be done now, a bounded amount of it.
  ///
  /// @return 0 when there was nothing to do
  public int work() {
    try {
      return step();
    } catch (RuntimeException e) {
      // Ours to mend; the building goes on, and a new connection begins from what is synced.
      String because = "internal error: " + e;
      if (errors.count(because)) {
        LOG.error(because, e);
      }
      link().ifPresentOrElse(link -> disconnect(link, because, 0), () -> waitAgain(because, 0));
      return 1;
    }
  }

  private Optional<Link> link() {
    return switch (phase) {
      case Greeting(Link link, _) -> Optional.of(link);
      case Streaming(Link link, _, _) -> Optional.of(link);
      case Waiting _, Ended _ -> Optional.empty();
    };
  }

  private int step() {
    int done = 0;
    Runnable event = events.poll();
    while (event != null) {
      event.run();
      done++;
      event = events.poll();
    }
    switch (phase) {
      case Waiting(long until) when clock.nanos() - until >= 0 -> done += connect();
      case Greeting(Link link, long until) when clock.nanos() - until >= 0 ->
          disconnect(link, "the cloud did not answer within 20 s", 0);
      case Streaming streaming -> done += stream(streaming);
      case Waiting _, Greeting _, Ended _ -> {
        // Not yet, or never again.
      }
    }
    publish(false);
    return done;
  }

  private int connect() {
    attempts++;
    connection++;
    Link link = connector.connect(new Ear(connection));
    become(new Greeting(link, clock.nanos() + GREETING_NANOS_MAX), "time for an attempt");
    List<Held> held = seams.journal().incarnations();
    greeted = held.getLast().header().startCounter();
    double hoursLeft = seams.figures().get().hoursLeft();
    String software = seams.facts().get().softwareVersion();
    byte[] modelHash = seams.model().get().hash();
    for (int from = 0; from < held.size(); from += HELLO_INCARNATIONS_MAX) {
      int to = Math.min(held.size(), from + HELLO_INCARNATIONS_MAX);
      link.send(
          new Up.Hello(
              held.subList(from, to),
              held.getLast().header().incarnation(),
              hoursLeft,
              software,
              modelHash,
              to == held.size()));
    }
    return 1;
  }

  private int stream(Streaming streaming) {
    Link link = streaming.link();
    SyncSession session = streaming.session();
    if (seams.journal().current().startCounter() != greeted) {
      disconnect(link, "the journal was opened again", 0);
      return 1;
    }
    int done = 0;
    for (Up message : reporter.due(session)) {
      link.send(message);
      done++;
    }
    for (int i = 0; i < BLOCKS_PER_WORK_MAX && link.ready(); i++) {
      Optional<Up> next = session.next();
      if (next.isEmpty()) {
        break;
      }
      link.send(next.get());
      if (next.get() instanceof Up.Block block) {
        block.payloads().forEach(payload -> streaming.live().sent(payload.length));
      }
      done++;
    }
    long behind = reporter.behindMicros(state.alarm(), state.telemetry());
    streaming.live().due(clock.nanos(), behind).ifPresent(link::send);
    if (!session.problem().isEmpty() && errors.count(session.problem())) {
      LOG.error(session.problem());
    }
    if (clock.nanos() - trimAtNanos >= 0) {
      trimAtNanos = clock.nanos() + TRIM_NANOS;
      session.trim(clock.wallMicros() - keepMicros);
    }
    return done;
  }

  private void received(Down message) {
    switch (message) {
      case Down.Welcome welcome when phase instanceof Greeting(Link link, _) ->
          welcomed(link, welcome);
      case Down.NotNow(long retryAfterMillis, String why) ->
          link()
              .ifPresent(link ->
                  disconnect(
                      link,
                      "the cloud asks to come back later" + (why.isEmpty() ? "" : ": " + why),
                      retryAfterMillis));
      case Down.Ack ack when phase instanceof Streaming(_, SyncSession session, _) -> {
        session.acknowledged(ack);
        backoff.reset();
      }
      case Down.Nack nack when phase instanceof Streaming(_, SyncSession session, _) ->
          session.refused(nack);
      case Down.Interest interest when phase instanceof Streaming(_, _, LiveValues live) ->
          live.watch(interest);
      case Down.Command command
          when phase instanceof Streaming(_, SyncSession session, _)
              && command.session() == session.session() ->
          submit(command, connection);
      case Down.Welcome _, Down.Ack _, Down.Nack _, Down.Interest _, Down.Command _ -> {
        // Of another session, or out of turn.
      }
    }
  }

  private void welcomed(Link link, Down.Welcome welcome) {
    var session = new SyncSession(seams.journal(), welcome);
    for (Track track : session.aheadOfTheDisk()) {
      LOG.error(
          "the disk lost synced data: the cloud has {} samples of {} more than the journal",
          track.committed() - track.held.range(track.lane).last(),
          track.held.header().incarnation());
    }
    reporter.sessionBegins();
    reporter.remember(session);
    attempts = 0;
    long now = clock.nanos();
    usefulAtNanos = now + USEFUL_NANOS;
    var live = new LiveValues(seams.image(), session.session(), now);
    become(new Streaming(link, session, live), "the cloud said welcome");
    state = state.welcomed(welcome);
    publish(true);
    if (welcome.sendModel()) {
      link.send(new Up.Model(seams.model().get()));
    }
  }

  private void submit(Down.Command command, long ofConnection) {
    CommandRequest request = command.request();
    if (request.level() <= CommandRequest.LOCAL_OPERATOR) {
      String why = "level 8 is for people at the gateway; the cloud has 9 to 16";
      result(
          new CommandUpdate(
              request.id(), request.point(), CommandUpdate.State.REFUSED, why, clock.wallMicros()));
      return;
    }
    seams
        .commands()
        .submit(
            request,
            update ->
                tell(() -> {
                  if (ofConnection == connection) {
                    result(update);
                  }
                }));
  }

  /// Results of an ended connection are in the journal's alarm lane.
  private void result(CommandUpdate update) {
    if (phase instanceof Streaming(Link link, _, _)) {
      link.send(new Up.Result(update));
    }
  }

  private void disconnect(Link link, String because, long retryAfterMillis) {
    connection++;
    link.close(because);
    if (phase instanceof Streaming(_, SyncSession session, _)) {
      reporter.remember(session);
      seams.commands().voidPending();
      if (clock.nanos() - usefulAtNanos >= 0) {
        backoff.reset();
      }
    }
    if (errors.count(because)) {
      LOG.warn(
          "not connected to the cloud: {} (time {}); the gateway goes on and keeps its data",
          because,
          errors.of(because));
    }
    waitAgain(because, retryAfterMillis);
  }

  private void waitAgain(String because, long retryAfterMillis) {
    long millis = backoff.nextMillis(retryAfterMillis);
    become(new Waiting(clock.nanos() + Duration.ofMillis(millis).toNanos()), because);
    state = state.failed(because);
    publish(true);
  }

  private void end() {
    if (phase instanceof Streaming(_, SyncSession session, _)) {
      reporter.remember(session);
      seams.commands().voidPending();
    }
    link().ifPresent(link -> link.close("the gateway ends"));
    connection++;
    become(new Ended(), "the gateway ends");
    connector.close();
    publish(true);
  }

  private void become(Phase next, String because) {
    boolean heard = phase instanceof Streaming || next instanceof Streaming;
    LOG.atLevel(heard ? Level.INFO : Level.DEBUG)
        .log(
            "uplink {} -> {}: {}",
            phase.getClass().getSimpleName(),
            next.getClass().getSimpleName(),
            because);
    phase = next;
  }

  private void publish(boolean now) {
    if (!now && clock.nanos() - stateAtNanos < 0) {
      return;
    }
    stateAtNanos = clock.nanos() + STATE_NANOS;
    boolean connected = phase instanceof Streaming;
    if (phase instanceof Streaming(_, SyncSession session, _)) {
      reporter.remember(session);
    }
    state =
        state
            .now(connected, clock.wallMicros(), attempts)
            .with(
                reporter.backlog(Lane.ALARM),
                reporter.backlog(Lane.TELEMETRY),
                reporter.committedSamples());
  }

  private void tell(Runnable event) {
    events.add(event);
    thread.wake();
  }

  /// Hears one connection.
  private final class Ear implements Link.Listener {
    private final long of;

    Ear(long of) {
      this.of = of;
    }

    @Override
    public void received(Down message) {
      tell(() -> {
        if (of == connection) {
          Uplink.this.received(message);
        }
      });
    }

    @Override
    public void closed(String because) {
      tell(() -> {
        if (of != connection) {
          return;
        }
        link().ifPresent(link -> disconnect(link, because, 0));
      });
    }

    @Override
    public void writable() {
      thread.wake();
    }
  }
}
