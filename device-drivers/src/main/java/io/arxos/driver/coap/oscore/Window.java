package io.arxos.driver.coap.oscore;

/// Which numbers of a device have been seen (RFC 8613, 7.4). Immutable.
///
/// @param lowest of the numbers that are looked at; whatever is below counts as seen
/// @param seen bit n is the number `lowest + n`
/// @param size how many are looked at, 1 to 64
record Window(long lowest, long seen, int size) {
  static final int SIZE = 32;

  static Window empty(int size) {
    return new Window(0, 0, size);
  }

  boolean isNew(long number) {
    return number >= lowest && (number >= lowest + size || (seen >>> (number - lowest) & 1) == 0);
  }

  Window with(long number) {
    long shift = number - (lowest + size - 1);
    long from = shift > 0 ? lowest + shift : lowest;
    long kept = shift >= Long.SIZE ? 0 : shift > 0 ? seen >>> shift : seen;
    return new Window(from, kept | 1L << (number - from), size);
  }

  /// With another size: what may have been seen counts as seen.
  Window resized(int other) {
    if (other == size) {
      return this;
    }
    long end = lowest + Long.SIZE - Long.numberOfLeadingZeros(seen);
    Window window = new Window(Math.max(0, end - other), 0, other);
    for (long number = window.lowest; number < end; number++) {
      if (!isNew(number)) {
        window = window.with(number);
      }
    }
    return window;
  }
}
