package io.arxos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Shares the partitions out among the readers of the log. A reader hears of it when it polls next:
/// until then it believes what it knew.
final class Group {
  private final SimLog log;
  private final List<SimReader> members = new ArrayList<>();
  private int turn;

  Group(SimLog log) {
    this.log = log;
  }

  void join(SimReader reader) {
    members.removeIf(other -> other.member().equals(reader.member()));
    members.add(reader);
    share();
  }

  void leave(SimReader reader) {
    if (members.remove(reader)) {
      share();
    }
  }

  void expel(String member) {
    if (members.removeIf(other -> other.member().equals(member))) {
      share();
    }
  }

  /// A member was not heard of for too long, or the group is shared out anew for no reason.
  void rebalance() {
    turn++;
    share();
  }

  private void share() {
    for (int i = 0; i < members.size(); i++) {
      var mine = new TreeSet<Integer>();
      for (int partition : log.partitions()) {
        if ((partition + turn) % members.size() == i) {
          mine.add(partition);
        }
      }
      members.get(i).giveLater(mine);
    }
  }
}
