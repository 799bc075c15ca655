package io.arxos.cloud.fleet;

import io.arxos.cloud.fleet.SiteModel.Band;
import io.arxos.cloud.fleet.SiteModel.Point;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Takes commands from people: checks them against the point's description, writes them down, sends
/// them, and gives up on those that nobody answers. A command is never queued: it goes out now,
/// over a live connection, or not at all.
public final class CommandDesk {
  public static final int LEVEL_DEFAULT = 9;
  public static final int REASON_CHARACTERS_MAX = 200;
  public static final long LEASE_SECONDS_MIN = 1;
  public static final long LEASE_SECONDS_MAX = Duration.ofDays(7).toSeconds();

  /// How long a gateway may take to begin with a command; what it applies by default.
  static final Duration EXECUTE_WITHIN = Duration.ofSeconds(30);

  /// How much longer its answer may take.
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private static final int LEVEL_MAX = 16;
  private static final int TEXT_BYTES_MAX = 1024;
  private static final int ID_BYTES = 16;

  private final Fleet fleet;
  private final CommandRoute route;
  private final RandomGenerator random;

  /// @param random strong: ids must not be guessable
  public CommandDesk(Fleet fleet, CommandRoute route, RandomGenerator random) {
    this.fleet = fleet;
    this.route = route;
    this.random = random;
  }

  /// What a person asks for.
  ///
  /// @param value null gives the level back
  /// @param level BACnet priority
  public record Wish(
      String point, @Nullable PointValue value, int level, long leaseSeconds, String reason) {}

  /// What became of it.
  public sealed interface Outcome {
    record Sent(Command command) implements Outcome {}

    /// @param why for people
    record Invalid(String why) implements Outcome {}

    record UnknownPoint() implements Outcome {}

    /// @param why for people
    record Offline(String why) implements Outcome {}
  }

  /// Checks, writes down, sends.
  ///
  /// @param issuer who, for people
  public Outcome issue(Wish wish, String issuer, long nowUs) throws SQLException {
    Optional<Target> target = target(wish.point());
    if (target.isEmpty()) {
      return new Outcome.UnknownPoint();
    }
    Point point = target.get().point();
    String wrong = wrong(wish, point);
    if (!wrong.isEmpty()) {
      return new Outcome.Invalid(wrong);
    }
    String gateway = target.get().gateway();
    var order =
        new Command.Order(
            newId(),
            gateway,
            wish.point(),
            asWritten(wish.value(), point),
            wish.level(),
            issuer,
            wish.reason().strip(),
            wish.leaseSeconds() * 1_000);
    // Written down before it is sent: an answer must find it.
    fleet.commands().create(order, nowUs);
    String why = route.send(order);
    if (!why.isEmpty()) {
      fleet
          .commands()
          .step(gateway, order.id(), new Command.Step(Command.State.REFUSED, nowUs, why));
      return new Outcome.Offline(why);
    }
    return new Outcome.Sent(fleet.commands().get(order.id()).orElseThrow());
  }

  /// Ends commands that no answer will come for. To be called about every second.
  ///
  /// @return how many
  public int sweep(long nowUs) throws SQLException {
    long patienceUs = EXECUTE_WITHIN.plus(ANSWER_WITHIN).toNanos() / 1_000;
    var lost = fleet.commands().unanswered(nowUs - patienceUs);
    for (var one : lost) {
      var step = new Command.Step(Command.State.EXPIRED, nowUs, one.why());
      fleet.commands().step(one.gateway(), one.id(), step);
    }
    return lost.size();
  }

  private record Target(String gateway, Point point) {}

  private Optional<Target> target(String path) throws SQLException {
    for (SiteModel model : fleet.models()) {
      for (Point point : model.points()) {
        if (point.path().equals(path)) {
          return Optional.of(new Target(model.gateway(), point));
        }
      }
    }
    return Optional.empty();
  }

  /// @return "" when all is well
  private static String wrong(Wish wish, Point point) {
    Band limits = point.writable();
    if (limits == null) {
      return point.name() + " cannot be written; it is only measured.";
    }
    if (wish.reason().isBlank()) {
      return "Say why: a reason is needed, so that others can see it.";
    }
    if (wish.reason().strip().length() > REASON_CHARACTERS_MAX) {
      return "The reason is too long; at most " + REASON_CHARACTERS_MAX + " characters.";
    }
    boolean givesBack = wish.value() == null; // at once, so for no time
    if (!givesBack
        && (wish.leaseSeconds() < LEASE_SECONDS_MIN || wish.leaseSeconds() > LEASE_SECONDS_MAX)) {
      return "The duration must be between 1 second and 7 days.";
    }
    if (wish.level() < LEVEL_DEFAULT || wish.level() > LEVEL_MAX) {
      return "From here, levels 9 to 16 can be written; 1 to 8 belong to safety and to the site.";
    }
    return wish.value() == null ? "" : wrong(wish.value(), point, limits);
  }

  private static String wrong(PointValue value, Point point, Band limits) {
    return switch (value) {
      case PointValue.Num(double number) -> wrong(number, point, limits);
      case PointValue.Int(long number) -> wrong((double) number, point, limits);
      case PointValue.Bool _ ->
          point.stateNames().size() == 2 || isPlainSwitch(point, limits)
              ? ""
              : point.name() + " takes a number, not on or off.";
      case PointValue.Text(String text) ->
          text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > TEXT_BYTES_MAX
              ? "The text is too long; at most " + TEXT_BYTES_MAX + " bytes."
              : point.name() + " takes a number, not a text.";
    };
  }

  private static String wrong(double number, Point point, Band limits) {
    if (!Double.isFinite(number)) {
      return point.name() + " takes a finite number.";
    }
    int states = point.stateNames().size();
    if (states > 0 && (number != Math.rint(number) || number < 0 || number >= states)) {
      return point.name() + " takes one of: " + String.join(", ", point.stateNames()) + ".";
    }
    Double low = limits.low();
    Double high = limits.high();
    if (low != null && number < low || high != null && number > high) {
      return point.name() + " takes " + range(low, high, point.unit()) + ".";
    }
    return "";
  }

  private static boolean isPlainSwitch(Point point, Band limits) {
    return point.unit().equals("1") && limits.low() == null && limits.high() == null;
  }

  /// A point with two names for its states is on or off, however the page wrote it.
  private static @Nullable PointValue asWritten(@Nullable PointValue value, Point point) {
    if (point.stateNames().size() != 2) {
      return value;
    }
    return switch (value) {
      case PointValue.Num(double number) -> new PointValue.Bool(number != 0);
      case PointValue.Int(long number) -> new PointValue.Bool(number != 0);
      case null -> null;
      case PointValue.Bool _, PointValue.Text _ -> value;
    };
  }

  private static String range(@Nullable Double low, @Nullable Double high, String unit) {
    String of = unit.equals("1") ? "" : " " + (unit.equals("Cel") ? "°C" : unit);
    if (low == null) {
      return "at most " + plain(high) + of;
    }
    return high == null ? "at least " + plain(low) + of : plain(low) + " to " + plain(high) + of;
  }

  private static String plain(@Nullable Double number) {
    if (number == null) {
      return "";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : number.toString();
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
