package io.arxos.driver.sim.building;

/// A window and the people who open it: the staler the air, the sooner; for four to ten minutes,
/// less when it gets cold or everybody leaves.
final class Window {
  private static final double OPENINGS_PER_MINUTE_AT_1000_PPM = 1 / 110.0;
  private static final double TOO_COLD = 18.5;
  private static final double DISCHARGE = 0.6;
  private static final double HEIGHT_M = 1.2;
  private static final double GRAVITY = 9.81;

  private final Noise noise;
  private WindowOrder order = WindowOrder.AUTO;
  private boolean open;
  private long decidedMinute = Long.MIN_VALUE;
  private long closesMinute;

  Window(Noise noise) {
    this.noise = noise;
  }

  void order(WindowOrder order) {
    this.order = order;
    open = order == WindowOrder.OPEN;
    closesMinute = Long.MIN_VALUE;
  }

  boolean isOpen() {
    return open;
  }

  /// Lets people decide, once a minute.
  void decide(long minute, int people, RoomAir air, double temperature) {
    if (order != WindowOrder.AUTO || minute == decidedMinute) {
      return;
    }
    decidedMinute = minute;
    if (open) {
      open = minute < closesMinute && people > 0 && temperature > TOO_COLD;
      return;
    }
    double urge = Math.pow(air.co2() / 1000, 3) * OPENINGS_PER_MINUTE_AT_1000_PPM;
    if (people > 0 && noise.uniform(minute) < urge && temperature > TOO_COLD + 1.5) {
      open = true;
      closesMinute = minute + 4 + (long) (7 * noise.uniform(-minute));
    }
  }

  /// Air exchanged through the opening, m³/s.
  double flow(double indoors, double outdoors) {
    double lift = GRAVITY * HEIGHT_M * Math.abs(indoors - outdoors) / (273.15 + indoors);
    return open ? DISCHARGE * RoomKind.WINDOW_OPENING_M2 / 3 * Math.sqrt(lift) : 0;
  }
}
