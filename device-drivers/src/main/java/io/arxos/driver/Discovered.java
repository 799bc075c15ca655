package io.arxos.driver;

import java.util.List;

/// Something a driver has seen and nobody has configured: a device whose points are ready to be
/// added, or an address that fits nothing known and shows a sample of what it says.
///
/// @param protocol such as `mqtt`
/// @param address where it was seen, such as a topic, `unit-id 3` or a path; the same device has
///   the same address each time
/// @param device who it says it is
/// @param points in the device's own order; empty when nothing is known of what it says
/// @param sample what it said, shortened to 256 characters
/// @param confidence 0 to 1: how sure it is that the device is what `device` and `points` say
public record Discovered(
    String protocol,
    String address,
    Identity device,
    List<DiscoveredPoint> points,
    String sample,
    double confidence) {

  /// What a device says of itself; each is empty when it does not.
  ///
  /// @param id unique among devices of its kind, such as a serial number
  public record Identity(String id, String name, String vendor, String model) {
    public static final Identity UNKNOWN = new Identity("", "", "", "");
  }

  public Discovered {
    points = List.copyOf(points);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence is " + confidence);
    }
  }

  /// The same device with these points.
  public Discovered with(List<DiscoveredPoint> others) {
    return new Discovered(protocol, address, device, others, sample, confidence);
  }

  /// An address that fits nothing known.
  public Discovered(String protocol, String address, String sample) {
    this(protocol, address, Identity.UNKNOWN, List.of(), sample, 0);
  }
}
