package io.arxos.cloud.fleet;

import io.arxos.cloud.log.IncarnationId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What is known of the descent of gateways' process starts, and what a person has decided about
/// it. Safe for any thread; every call is one transaction.
public interface Lineage {
  /// A start of the same descent that was not announced, and has left samples.
  record Sibling(IncarnationId parent, IncarnationId child) {}

  /// What is known about a Hello.
  ///
  /// @param closed of those asked for
  /// @param siblings other children of the parents, and of those asked for
  /// @param refused a person has chosen another machine
  record Kin(Set<IncarnationId> closed, List<Sibling> siblings, boolean refused) {}

  /// @param current the incarnation of the process that says Hello
  /// @param announced every incarnation it has, the current one too; written down already
  Kin kin(String gateway, IncarnationId current, Collection<IncarnationId> announced)
      throws SQLException;

  /// Says something to people, once for each incarnation; what has been looked at is not said
  /// again, but for clones.
  void raise(String gateway, Notice.Kind kind, IncarnationId incarnation, String detail, long nowUs)
      throws SQLException;

  /// Everything of it is here: it accepts nothing more.
  void close(String gateway, IncarnationId incarnation, long nowUs) throws SQLException;

  /// It turns out to have more.
  void reopen(String gateway, IncarnationId incarnation) throws SQLException;

  /// Gateways of which a person has yet to say which machine is the right one.
  Set<String> cloned() throws SQLException;

  /// Gateways of which some machine is refused.
  Set<String> withRefused() throws SQLException;
}
