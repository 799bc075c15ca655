package io.arxos.block;

import io.arxos.block.Columns.Stamp;
import java.util.SplittableRandom;

/// Columns of every kind, from tidy polls to chaos.
final class RandomColumns {
  private static final String[] REASONS = {"", "", "", "no answer", "out of range", "Größe ∞"};

  private final SplittableRandom random;
  private final Columns columns = new Columns();
  private long mono;
  private long offset;

  private RandomColumns(SplittableRandom random) {
    this.random = random;
    this.mono = random.nextLong() >> random.nextInt(64);
    this.offset = random.nextLong() >> random.nextInt(64);
  }

  static Columns of(SplittableRandom random) {
    return new RandomColumns(random).fill();
  }

  private Columns fill() {
    int size = random.nextBoolean() ? 500 : 1 + random.nextInt(500);
    int points = 1 + random.nextInt(random.nextBoolean() ? 5 : 500);
    boolean inTurn = random.nextBoolean();
    int healthy = random.nextInt(101);
    for (int row = 0; row < size; row++) {
      int point = inTurn ? row % points : random.nextInt(points);
      boolean ok = random.nextInt(100) < healthy;
      String reason = ok ? "" : REASONS[random.nextInt(REASONS.length)];
      var stamp =
          new Stamp(
              "hofgarten/e-" + point / 7 + "/p-" + point,
              mono + offset,
              mono,
              ok ? 1 : random.nextInt(256),
              reason);
      add(stamp, random.nextInt(100) < 5 ? random.nextInt(5) : point % 5);
      mono += random.nextInt(10) == 0 ? random.nextLong() >> random.nextInt(64) : 1000;
      offset += random.nextInt(20) == 0 ? random.nextInt(100) - 50 : 0;
    }
    return columns;
  }

  private void add(Stamp stamp, int kind) {
    switch (kind) {
      case 0 -> columns.addNumber(stamp, number());
      case 1 -> columns.addInteger(stamp, random.nextLong() >> random.nextInt(64));
      case 2 -> columns.addBoolean(stamp, random.nextBoolean());
      case 3 -> columns.addText(stamp, "text ".repeat(random.nextInt(4)) + random.nextInt(9));
      default -> columns.addNone(stamp);
    }
  }

  private double number() {
    return switch (random.nextInt(40)) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> -0.0;
      case 2 -> random.nextDouble();
      default -> random.nextInt(100_000) / Math.pow(10, random.nextInt(5));
    };
  }
}
