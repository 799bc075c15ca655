package io.arxos.cloud.history;

/// Which points may be in a row: a Bloom filter of 64 bits, two per point. It says "certainly not"
/// for most rows that a reader of one point does not need.
final class PointFilter {
  private PointFilter() {}

  /// The bits of one point.
  static long of(String path) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits, then mixed
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    return 1L << (hash & 63) | 1L << ((hash >>> 6) & 63);
  }
}
