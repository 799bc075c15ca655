package io.arxos.driver.coap.oscore;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.californium.core.coap.Token;

/// Which notification of each observation was the last (RFC 8613, 7.4.1): older ones may be genuine
/// and are said again by somebody else.
final class Notified {
  private static final int TOKENS_MAX = 4_096;

  private final Map<Token, Last> byToken =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Token, Last> eldest) {
          return size() > TOKENS_MAX;
        }
      };

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Last(byte[] question, long number) {}

  /// Notes a genuine answer.
  ///
  /// @param question the option of what it answers, which has a number of our own
  /// @param number the device's; [#Seal.NONE] for the first answer of all, which needs none
  boolean isNew(Token token, byte[] question, long number) {
    Last last = byToken.get(token);
    boolean isNew =
        last == null
            || (number == Seal.NONE
                ? !Arrays.equals(last.question(), question)
                : number > last.number());
    if (isNew) {
      long highest = last == null ? Seal.NONE : last.number();
      byToken.put(token, new Last(question, Math.max(number, highest)));
    }
    return isNew;
  }
}
