package io.arxos.chaos;

import io.arxos.cable.Tally;
import java.util.ArrayList;
import java.util.List;

/// What was acknowledged on the wire against what the store has, number by number.
///
/// *Device → journal is at least once*: what was delivered several times may be stored as often,
/// and a repeat that says nothing new may be answered and not stored. So a number is *lost* when it
/// was acknowledged and is not stored at all, and *doubled* when it is stored more often than it
/// was delivered, or without having been delivered. A number that was delivered and never
/// acknowledged may be stored or not.
///
/// @param accepted how many different numbers were acknowledged
/// @param stored how many different numbers are stored
/// @param lost ascending
/// @param doubled ascending
public record Verdict(int accepted, int stored, List<Integer> lost, List<Integer> doubled) {

  public static Verdict of(Tally delivered, Tally acknowledged, Tally stored) {
    List<Integer> lost = new ArrayList<>();
    List<Integer> doubled = new ArrayList<>();
    int last = Math.max(acknowledged.highest(), stored.highest());
    for (int number = 0; number <= last; number++) {
      int times = stored.of(number);
      if (times == 0 && acknowledged.of(number) > 0) {
        lost.add(number);
      }
      if (times > delivered.of(number)) {
        doubled.add(number);
      }
    }
    return new Verdict(acknowledged.distinct(), stored.distinct(), lost, doubled);
  }
}
