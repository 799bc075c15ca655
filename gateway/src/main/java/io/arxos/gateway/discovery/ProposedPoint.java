package io.arxos.gateway.discovery;

import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;

/// A point as it would be added.
///
/// @param id last segment of its path
/// @param name for people
/// @param meaning unit that the device speaks, class, confidence and reasons
/// @param addable false for a text, and for what nothing is known of
public record ProposedPoint(
    DiscoveredPoint found, String id, String name, Meaning meaning, boolean addable) {
  ProposedPoint called(String newId) {
    return newId.equals(id) ? this : new ProposedPoint(found, newId, name, meaning, addable);
  }

  ProposedPoint with(String newId, Meaning newMeaning) {
    return new ProposedPoint(found, newId, name, newMeaning, addable);
  }
}
