package io.arxos.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.ReadingSink.Acceptance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class AckWindowTest {
  private final List<Integer> acknowledged = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final AckWindow window = new AckWindow(acknowledged::add, () -> refusals.add("refused"));
  private final CompletableFuture<Acceptance> one = new CompletableFuture<>();
  private final CompletableFuture<Acceptance> two = new CompletableFuture<>();
  private final CompletableFuture<Acceptance> three = new CompletableFuture<>();

  AckWindowTest() {
    window.add(1, one);
    window.add(2, two);
    window.add(3, three);
  }

  // [MQTT-4.6.0-2]: PUBACK in the order in which the PUBLISH packets were received.
  @Test
  void acknowledgesInTheOrderOfArrival() {
    three.complete(Acceptance.DURABLE);
    two.complete(Acceptance.DURABLE);
    assertEquals(List.of(), acknowledged);
    one.complete(Acceptance.DURABLE);
    assertEquals(List.of(1, 2, 3), acknowledged);
  }

  @Test
  void nothingAfterARefusalIsAcknowledged() {
    one.complete(Acceptance.DURABLE);
    two.complete(Acceptance.REFUSED);
    three.complete(Acceptance.DURABLE);
    assertEquals(List.of(1), acknowledged);
    assertEquals(List.of("refused"), refusals);
  }

  @Test
  void anOfferThatFailsIsARefusal() {
    one.completeExceptionally(new IllegalStateException("journal closed"));
    assertEquals(List.of(), acknowledged);
    assertEquals(List.of("refused"), refusals);
  }

  @Test
  void aClosedWindowAcknowledgesNothing() {
    window.close();
    one.complete(Acceptance.DURABLE);
    assertEquals(List.of(), acknowledged);
    assertEquals(List.of(), refusals);
  }
}
