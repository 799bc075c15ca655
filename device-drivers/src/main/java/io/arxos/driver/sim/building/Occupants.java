package io.arxos.driver.sim.building;

/// How many people are in a room at a time: a function of seed, room, day and time of day. Desks
/// fill at about 8:15 and empty at about 17:00 with a lunch and short absences; on weekends not
/// every second desk is used. The meeting room is booked in blocks of about an hour.
final class Occupants {
  private static final double PRESENT_WORKDAY = 0.88;
  private static final double PRESENT_WEEKEND = 0.45;
  private static final double ABSENT_FOR_A_MOMENT = 0.1;
  private static final double[] MEETING_HOURS = {8.75, 10.5, 13.25, 15};

  private final Noise noise;
  private final int desks;

  Occupants(Noise noise, RoomKind room) {
    this.noise = noise.stream(room.id() + "/people");
    this.desks = room.desks();
  }

  /// @param day days since 1970 in local time (1970-01-01 was a Thursday)
  /// @param hour of the day in local time, `[0, 24)`
  int at(long day, double hour) {
    boolean weekend = Math.floorMod(day + 3, 7) >= 5;
    double chance = weekend ? PRESENT_WEEKEND : PRESENT_WORKDAY;
    return desks == 0 ? meeting(day, hour, chance * 0.75) : atDesks(day, hour, chance);
  }

  private int atDesks(long day, double hour, double chance) {
    int people = 0;
    for (int desk = 0; desk < desks; desk++) {
      Noise today = noise.stream("desk-" + desk + "-" + day);
      double arrives = 8.25 + 0.6 * Math.clamp(today.normal(1), -2, 2);
      double leaves = 17.0 + 0.8 * Math.clamp(today.normal(2), -2, 2);
      double lunch = 11.75 + 1.25 * today.uniform(3);
      boolean here =
          today.uniform(0) < chance
              && hour >= arrives
              && hour < leaves
              && (hour < lunch || hour >= lunch + 0.75)
              && today.uniform(100 + (long) (hour * 3)) >= ABSENT_FOR_A_MOMENT;
      people += here ? 1 : 0;
    }
    return people;
  }

  private int meeting(long day, double hour, double chance) {
    Noise today = noise.stream("meetings-" + day);
    for (int i = 0; i < MEETING_HOURS.length; i++) {
      double begins = MEETING_HOURS[i] + 0.25 * today.uniform(10 + i);
      double ends = begins + 0.6 + 0.6 * today.uniform(20 + i);
      if (today.uniform(i) < chance && hour >= begins && hour < ends) {
        return 3 + (int) (4 * today.uniform(30 + i));
      }
    }
    return 0;
  }
}
