package io.arxos.gateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A journal that remembers the events of the alarm lane, and is as fast as a test wants it.
final class Journal implements Inbox {
  enum Mood {
    DURABLE_AT_ONCE,
    SLOW,
    CLOSED
  }

  private static final JsonMapper JSON = new JsonMapper();

  Mood mood = Mood.DURABLE_AT_ONCE;
  final List<Sample> samples = new ArrayList<>();
  private final List<CompletableFuture<Acceptance>> waiting = new ArrayList<>();

  @Override
  public CompletableFuture<Acceptance> offer(Lane lane, List<Sample> offered, boolean awaited) {
    if (lane != Lane.ALARM) {
      throw new AssertionError("control's events belong into the alarm lane");
    }
    if (mood == Mood.CLOSED) {
      return CompletableFuture.completedFuture(Acceptance.REFUSED);
    }
    samples.addAll(offered);
    if (mood == Mood.DURABLE_AT_ONCE) {
      return CompletableFuture.completedFuture(Acceptance.DURABLE);
    }
    var answer = new CompletableFuture<Acceptance>();
    waiting.add(answer);
    return answer;
  }

  /// The card has caught up.
  void sync() {
    waiting.forEach(answer -> answer.complete(Acceptance.DURABLE));
    waiting.clear();
  }

  /// "valve command accepted", "valve mismatch", …, in order.
  List<String> events() {
    return samples.stream()
        .map(sample -> {
          JsonNode json = json(sample);
          String state = json.path("state").asText();
          return sample.point().name()
              + " "
              + json.path("event").asText()
              + (state.isEmpty() ? "" : " " + state);
        })
        .toList();
  }

  JsonNode last() {
    return json(samples.getLast());
  }

  static JsonNode json(Sample sample) {
    if (!(sample.value() instanceof Value.Text(String text))) {
      throw new AssertionError("an event is text: " + sample);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
