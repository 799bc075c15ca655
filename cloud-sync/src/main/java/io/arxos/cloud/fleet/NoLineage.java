package io.arxos.cloud.fleet;

import io.arxos.cloud.log.IncarnationId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// For a world in which nobody looks at descent.
final class NoLineage implements Lineage {
  @Override
  public Kin kin(String gateway, IncarnationId current, Collection<IncarnationId> announced) {
    return new Kin(Set.of(), List.of(), false);
  }

  @Override
  public void raise(
      String gateway, Notice.Kind kind, IncarnationId incarnation, String detail, long nowUs) {
    // Nobody is there to hear it.
  }

  @Override
  public void close(String gateway, IncarnationId incarnation, long nowUs) {
    // Nothing is ever closed.
  }

  @Override
  public void reopen(String gateway, IncarnationId incarnation) {
    // Nothing is ever closed.
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
