package io.arxos.driver.sim.building;

/// The electricity meter of the offices and the air handler (the heating pump has a meter of its
/// own). Power is a daily curve times the day's own factor; energy is its integral since the meter
/// was installed, a function of time: it rises whatever else happens and survives any restart.
final class Electricity {
  /// 2020-01-01T00:00Z.
  private static final long INSTALLED_SECOND = 1_577_836_800L;

  /// The meter counts its days in Central European standard time all year.
  private static final long OFFSET_SECONDS = 3600;

  private static final int MINUTES = 1440;
  private static final double BASE_KW = 3.4;
  private static final double WORKDAY_KW = 15.5;
  private static final double WEEKEND_KW = 5.2;
  private static final double FAN_KW = 7.5;

  private final Noise noise;
  private final Noise flicker;
  private final double[] workday;
  private final double[] weekend;
  private final double[] workdayKwh;
  private final double[] weekendKwh;

  Electricity(Noise noise, RecordedDay airHandler) {
    this.noise = noise.stream("electricity");
    this.flicker = noise.stream("electricity/flicker");
    this.workday = curve(WORKDAY_KW, airHandler);
    this.weekend = curve(WEEKEND_KW, airHandler);
    this.workdayKwh = integral(workday);
    this.weekendKwh = integral(weekend);
  }

  /// What the meter shows now, kW: the day's curve with the flicker of small loads, which averages
  /// out.
  double power(long epochSecond) {
    long local = epochSecond + OFFSET_SECONDS;
    long day = Math.floorDiv(local, 86_400L);
    double minute = Math.floorMod(local, 86_400L) / 60.0;
    double[] curve = isWeekend(day) ? weekend : workday;
    int before = (int) minute;
    double part = minute - before;
    double mean = curve[before] * (1 - part) + curve[before + 1] * part;
    return factor(day) * mean * (1 + 0.03 * Math.clamp(flicker.smooth(epochSecond / 90.0), -3, 3));
  }

  /// Since installation, kWh.
  double energy(long epochSecond) {
    long local = Math.max(epochSecond, INSTALLED_SECOND) + OFFSET_SECONDS;
    long today = Math.floorDiv(local, 86_400L);
    double sum = 0;
    for (long day = INSTALLED_SECOND / 86_400; day < today; day++) {
      sum += factor(day) * (isWeekend(day) ? weekendKwh : workdayKwh)[MINUTES];
    }
    return sum + energyOfDay(today, Math.floorMod(local, 86_400L) / 60.0);
  }

  private double energyOfDay(long day, double minute) {
    double[] curve = isWeekend(day) ? weekend : workday;
    double[] sums = isWeekend(day) ? weekendKwh : workdayKwh;
    int before = (int) minute;
    double part = minute - before;
    double end = curve[before] * (1 - part) + curve[before + 1] * part;
    return factor(day) * (sums[before] + (curve[before] + end) / 2 * part / 60);
  }

  private double factor(long day) {
    return 1 + 0.05 * Math.clamp(noise.normal(day), -2, 2);
  }

  private static boolean isWeekend(long day) {
    return Math.floorMod(day + 3, 7) >= 5;
  }

  private static double[] curve(double officeKw, RecordedDay airHandler) {
    double[] power = new double[MINUTES + 1];
    for (int minute = 0; minute <= MINUTES; minute++) {
      double hour = minute / 60.0;
      double office = rises(hour, 7.6, 0.45) * (1 - rises(hour, 17.7, 0.6));
      double lunch = 0.18 * Math.exp(-Math.pow((hour - 12.4) / 0.6, 2));
      double speed = airHandler.at(RecordedDay.Column.FAN_SPEED, minute % MINUTES);
      power[minute] = BASE_KW + officeKw * office * (1 - lunch) + FAN_KW * speed * speed * speed;
    }
    return power;
  }

  private static double rises(double hour, double middle, double width) {
    return 1 / (1 + Math.exp(-(hour - middle) / width));
  }

  /// Energy since midnight at each minute, kWh, by the trapezoid rule.
  private static double[] integral(double[] power) {
    double[] energy = new double[power.length];
    for (int i = 1; i < power.length; i++) {
      energy[i] = energy[i - 1] + (power[i - 1] + power[i]) / 2 / 60;
    }
    return energy;
  }
}
