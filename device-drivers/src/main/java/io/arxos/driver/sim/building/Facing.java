package io.arxos.driver.sim.building;

/// Where a facade looks.
enum Facing {
  SOUTH(0),
  WEST(90),
  NORTH(180),
  EAST(-90);

  /// From south, west positive, in radians.
  final double azimuth;

  Facing(double degrees) {
    azimuth = Math.toRadians(degrees);
  }
}
