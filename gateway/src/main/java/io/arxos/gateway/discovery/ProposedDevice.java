package io.arxos.gateway.discovery;

import io.arxos.driver.Discovered;
import java.util.List;

/// A device as it would be added: one piece of equipment, or several where the vendor's names of
/// the points say so.
///
/// @param driver id in the site file
/// @param equipment the pieces, in the device's order
public record ProposedDevice(Discovered found, String driver, List<Piece> equipment) {
  public ProposedDevice {
    equipment = List.copyOf(equipment);
  }

  /// A piece of equipment.
  ///
  /// @param id of the site file, without the building
  /// @param system discipline
  /// @param known whether the site file has it already
  public record Piece(
      String id,
      String name,
      String brickClass,
      String system,
      boolean known,
      List<ProposedPoint> points) {
    public Piece {
      points = List.copyOf(points);
    }

    /// The same kind of thing under another name.
    Piece moved(String newId) {
      return newId.equals(id)
          ? this
          : new Piece(newId, newId.replace('-', ' '), brickClass, system, false, points);
    }

    Piece with(List<ProposedPoint> others) {
      return new Piece(id, name, brickClass, system, known, others);
    }
  }

  /// What people call it by: its name, or where it was found.
  public String title() {
    var device = found.device();
    return device.name().isEmpty()
        ? device.id().isEmpty() ? found.address() : device.id()
        : device.name();
  }

  /// Whether it is what somebody asked for, by name, id or address.
  public boolean isCalled(String text) {
    var device = found.device();
    return text.equals(found.address())
        || !text.isEmpty() && (text.equals(device.id()) || text.equals(device.name()));
  }

  public long points() {
    return equipment.stream().mapToLong(piece -> piece.points().size()).sum();
  }
}
