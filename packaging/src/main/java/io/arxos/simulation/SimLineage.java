package io.arxos.simulation;

import io.arxos.cloud.fleet.Lineage;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.log.IncarnationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// What the store knows of the descent of process starts. No person decides anything here.
record SimLineage(SimStore store, Trace trace) implements Lineage {
  @Override
  public Kin kin(String gateway, IncarnationId current, Collection<IncarnationId> announced) {
    var known = store.tables().incarnations;
    var parents = new HashSet<IncarnationId>(announced);
    for (var one : announced) {
      var entry = known.get(one);
      var parent = entry == null ? null : entry.parent();
      if (parent != null) {
        parents.add(parent);
      }
    }
    var siblings = new ArrayList<Sibling>();
    for (var one : known.values()) {
      var parent = one.parent();
      if (parent != null
          && parents.contains(parent)
          && !announced.contains(one.incarnation())
          && hasSamples(one.incarnation())) {
        siblings.add(new Sibling(parent, one.incarnation()));
      }
    }
    var closed = new HashSet<>(store.tables().closed);
    closed.retainAll(announced);
    return new Kin(closed, siblings, false);
  }

  private boolean hasSamples(IncarnationId incarnation) {
    return store.tables().cursors.entrySet().stream()
        .anyMatch(e -> e.getKey().incarnation().equals(incarnation) && e.getValue() > 1);
  }

  @Override
  public void raise(
      String gateway, Notice.Kind kind, IncarnationId incarnation, String detail, long nowUs) {
    trace.count("notice " + kind);
  }

  @Override
  public void close(String gateway, IncarnationId incarnation, long nowUs) {
    trace.count("incarnation closed");
    store.tables().closed.add(incarnation);
  }

  @Override
  public void reopen(String gateway, IncarnationId incarnation) {
    trace.count("incarnation opened again");
    store.tables().closed.remove(incarnation);
  }

  @Override
  public Set<String> cloned() {
    return Set.of();
  }

  @Override
  public Set<String> withRefused() {
    return Set.of();
  }
}
