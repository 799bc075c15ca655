package io.arxos.driver.line;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One device of a line, up to now.
///
/// @param name in the site file's words, such as `unit-id 3` or the broker's address
/// @param troubles how often what went wrong; a kind that never happened is not there
/// @param latency of the answers
/// @param sessions the last connections that ended, oldest first
/// @param words the last multi-register values
public record DeviceReport(
    String name,
    Exchanges exchanges,
    Map<Trouble, Long> troubles,
    Latency latency,
    List<SessionEnd> sessions,
    Identities identities,
    List<RawWords> words) {

  /// Questions and answers in numbers.
  ///
  /// @param asked questions put, repetitions not counted
  /// @param answered of them; a refusal is an answer
  /// @param retried questions put again
  /// @param heard messages that came unasked
  /// @param busyNanos how long the line waited for this device, answers and silences alike
  public record Exchanges(long asked, long answered, long retried, long heard, long busyNanos) {}

  /// A connection that ended.
  ///
  /// @param lastedNanos from being established on
  /// @param trouble how it ended
  public record SessionEnd(long lastedNanos, Trouble trouble) {}

  /// Who a device says it is.
  ///
  /// @param seen the last distinct ones
  /// @param changes how often one followed another
  public record Identities(List<String> seen, long changes) {
    public Identities {
      seen = List.copyOf(seen);
    }
  }

  public DeviceReport {
    troubles = troubles.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(troubles));
    sessions = List.copyOf(sessions);
    words = List.copyOf(words);
  }

  /// How often something went wrong in this way.
  public long of(Trouble trouble) {
    return troubles.getOrDefault(trouble, 0L);
  }

  /// How often bytes came that did not survive the way, or came from two at once.
  public long garbled() {
    return troubles.entrySet().stream()
        .filter(one -> one.getKey().garbled())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /// Repetitions per question, 0 to any number.
  public double retryRate() {
    return exchanges.asked() == 0 ? 0 : (double) exchanges.retried() / exchanges.asked();
  }
}
