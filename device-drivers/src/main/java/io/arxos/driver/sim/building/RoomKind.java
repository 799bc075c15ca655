package io.arxos.driver.sim.building;

/// What a room is: where it looks and who works in it. Its fabric is the same for all, the top
/// floor of an office building of the 1980s; each room 24 m², 3 m high.
///
/// @param number as on the door
/// @param facing of its only facade
/// @param desks people who may work in it; 0 for the meeting room
record RoomKind(int number, Facing facing, int desks) {
  static final double FLOOR_M2 = 24;
  static final double VOLUME_M3 = 3 * FLOOR_M2;

  /// Heat capacity of air and furniture, J/K.
  static final double AIR_J_PER_K = 10_000 * FLOOR_M2;

  /// Heat capacity of walls, floor and ceiling as far as it follows within a day, J/K.
  static final double MASS_J_PER_K = 260_000 * FLOOR_M2;

  /// Air to mass: 3.45 W/(m² K) over 3.0 m² of surface per m² of floor, W/K.
  static final double AIR_MASS_W_PER_K = 3.45 * 3.0 * FLOOR_M2;

  /// Six m² of double glazing of 1985, U = 2.6 W/(m² K), W/K.
  static final double GLASS_W_PER_K = 2.6 * 6;

  /// Leakage and background ventilation, air changes per hour.
  static final double AIR_CHANGES_PER_H = 0.6;

  /// Heat that a cubic metre of air carries, J/(m³ K).
  static final double AIR_J_PER_M3_K = 1206;

  /// Facade 9 m² at U = 1.0 and roof 24 m² at U = 0.6 W/(m² K), W/K.
  static final double MASS_OUTDOORS_W_PER_K = 9 * 1.0 + FLOOR_M2 * 0.6;

  /// Partition to the corridor, 12 m², W/K.
  static final double MASS_CORRIDOR_W_PER_K = 12 * 1.7;

  /// Partition to each next room, 15 m², W/K.
  static final double MASS_NEXT_ROOM_W_PER_K = 15 * 1.7;

  /// Glass × frame × g-value × what trees and reveals leave, m².
  static final double SOLAR_APERTURE_M2 = 6 * 0.7 * 0.6 * 0.65;

  /// Above this irradiance on the facade the blinds take most of the rest, W/m².
  static final double BLINDS_W_PER_M2 = 220;

  /// Opening of the window when somebody airs the room, m².
  static final double WINDOW_OPENING_M2 = 0.35;

  String id() {
    return "room-" + number;
  }
}
