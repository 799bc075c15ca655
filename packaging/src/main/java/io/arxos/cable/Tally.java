package io.arxos.cable;

import java.util.Arrays;
import java.util.regex.Pattern;

/// How often each number was seen, up to 255 times. Safe for any thread.
public final class Tally {
  /// Numbers above are not told apart from what is no number.
  public static final int NUMBER_MAX = 50_000_000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,8}");
  private static final int MANY = 255;

  private byte[] counts = new byte[1 << 12];
  private int highest;
  private int distinct;
  private long strange;

  public synchronized void add(String text) {
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : NUMBER_MAX + 1;
    if (number > NUMBER_MAX) {
      strange++;
    } else {
      add(number);
    }
  }

  /// @param number 0 to [#NUMBER_MAX]
  public synchronized void add(int number) {
    if (number >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(number + 1, 2 * counts.length));
    }
    int before = counts[number] & 0xff;
    counts[number] = (byte) Math.min(MANY, before + 1);
    distinct += before == 0 ? 1 : 0;
    highest = Math.max(highest, number);
  }

  public synchronized int of(int number) {
    return number < counts.length ? counts[number] & 0xff : 0;
  }

  public synchronized int highest() {
    return highest;
  }

  /// How many different numbers were seen.
  public synchronized int distinct() {
    return distinct;
  }

  /// How often something else was seen.
  public synchronized long strange() {
    return strange;
  }
}
