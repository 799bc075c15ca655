package io.arxos.driver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A point of a device that nobody has configured, with all that the site file needs to say of it.
///
/// @param name the vendor's own, unique in its device, such as `temperature` or `AHU2_SAT_SP`
/// @param meaning unit and class as far as they are known
/// @param address keys and values of `address` in the site file: text, number, true or false, lists
///   and maps of them
/// @param more further keys of the point in the site file, such as `states` or `write`
/// @param writable whether it may become a command
/// @param now what it says now, in the unit of `meaning`; null when it has not been read
public record DiscoveredPoint(
    String name,
    Meaning meaning,
    Map<String, Object> address,
    Map<String, Object> more,
    boolean writable,
    @Nullable Reading now) {
  public DiscoveredPoint {
    address = Map.copyOf(address);
    more = Map.copyOf(more);
  }
}
