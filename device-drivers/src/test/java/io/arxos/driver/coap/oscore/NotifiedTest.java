package io.arxos.driver.coap.oscore;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.californium.core.coap.Token;
import org.junit.jupiter.api.Test;

/// Notifications that are genuine and are said again.
final class NotifiedTest {
  private static final Token ONE = new Token(new byte[] {1});
  private static final Token OTHER = new Token(new byte[] {2});
  private static final byte[] QUESTION = {9, 20, 0};
  private static final byte[] NEXT_QUESTION = {9, 21, 0};

  private final Notified notified = new Notified();

  @Test
  void onlyALaterOneIsNew() {
    assertTrue(notified.isNew(ONE, QUESTION, Seal.NONE));
    assertFalse(notified.isNew(ONE, QUESTION, Seal.NONE), "the first answer, again");
    assertTrue(notified.isNew(ONE, QUESTION, 0));
    assertTrue(notified.isNew(ONE, QUESTION, 7));
    assertFalse(notified.isNew(ONE, QUESTION, 7));
    assertFalse(notified.isNew(ONE, QUESTION, 3));
    assertFalse(notified.isNew(ONE, QUESTION, Seal.NONE));
    assertTrue(notified.isNew(OTHER, QUESTION, 3), "of another observation");
    assertTrue(notified.isNew(ONE, NEXT_QUESTION, Seal.NONE), "registered again");
    assertFalse(notified.isNew(ONE, NEXT_QUESTION, 7));
    assertTrue(notified.isNew(ONE, NEXT_QUESTION, 8));
  }
}
