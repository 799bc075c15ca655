package io.arxos.simulation;

/// How often which part of a world has its turn. Not the same in every world: one that is seldom
/// asked meets what has piled up meanwhile.
record Pace(int[] weights) {
  /// Whose turn it is.
  enum Turn {
    OFFER,
    WORK,
    DELIVER,
    ANSWER,
    TAKE_IN,
    LAND,
    FAULT
  }

  private static final int[] USUAL = {12, 24, 38, 9, 11, 3, 4};

  static Pace of(Chance chance) {
    int[] weights = USUAL.clone();
    for (int i = 0; i < weights.length; i++) {
      if (chance.oneIn(4)) {
        weights[i] = chance.oneIn(2) ? 1 + weights[i] / 4 : weights[i] * 2;
      }
    }
    return new Pace(weights);
  }

  Turn next(Chance chance) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int drawn = chance.below(sum);
    int turn = 0;
    while (drawn >= weights[turn]) {
      drawn -= weights[turn];
      turn++;
    }
    return Turn.values()[turn];
  }
}
