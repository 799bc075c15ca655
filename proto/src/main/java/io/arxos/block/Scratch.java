package io.arxos.block;

import java.util.concurrent.atomic.AtomicReference;

/// Room to work in for one block at a time. What a block takes besides its bytes or its columns
/// would be more than these, and a fresh array is memory that no cache holds yet.
///
/// One is kept between blocks; who finds it taken makes another.
final class Scratch {
  private static final AtomicReference<Scratch> KEPT = new AtomicReference<>();

  final BitSink sink = new BitSink(4 * BlockCodec.SAMPLES_MAX);
  final Packed packed = new Packed();

  // By row.
  final long[] first = new long[BlockCodec.SAMPLES_MAX];
  final long[] second = new long[BlockCodec.SAMPLES_MAX];
  final int[] rows = new int[BlockCodec.SAMPLES_MAX];
  final int[] numbers = new int[BlockCodec.SAMPLES_MAX];
  final boolean[] hits = new boolean[BlockCodec.SAMPLES_MAX];

  // By point or column.
  final int[] pointStarts = new int[BlockCodec.SAMPLES_MAX + 1];
  final int[] columnStarts = new int[BlockCodec.SAMPLES_MAX + 1];
  final int[] counts = new int[BlockCodec.SAMPLES_MAX];
  final long[] steps = new long[BlockCodec.SAMPLES_MAX];
  final byte[] forms = new byte[BlockCodec.SAMPLES_MAX];

  static Scratch take() {
    var kept = KEPT.getAndSet(null);
    return kept == null ? new Scratch() : kept;
  }

  void giveBack() {
    KEPT.set(this);
  }
}
