package io.arxos.driver.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.PointId;
import io.arxos.driver.sim.building.SimulatedBuilding;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The site file and the simulated building describe the same house.
final class SiteFileTest {
  private final SiteYaml site = SiteYaml.hofgarten();
  private final SimulatedBuilding building =
      new SimulatedBuilding(1, Instant.parse("2026-11-20T06:00:00Z"));

  @Test
  void everyPointWithADriverHasAValueAndNothingInTheBuildingIsForgotten() {
    Set<String> driven = new HashSet<>();
    for (SiteYaml.Point point : site.points()) {
      assertTrue(PointId.isValid(point.path()), point.path());
      if (!point.driver().isEmpty()) {
        driven.add(point.path());
        assertTrue(building.valueOf(point.path()).isPresent(), point.path());
      }
    }
    assertEquals(building.points(), driven);
  }

  @Test
  void everyCommandCanBeWrittenAndSaysWhatItsOutputDoesWhenThingsFail() {
    List<SiteYaml.Point> commands =
        site.points().stream().filter(point -> point.kind().equals("command")).toList();
    assertEquals(7, commands.size());
    for (SiteYaml.Point command : commands) {
      building.write(command.path(), 1);
      assertEquals(7, SiteYaml.map(command.keys().get("outputs")).size(), command.path());
      assertTrue(command.keys().containsKey("default"), command.path());
    }
  }

  @Test
  void everyPointHasANameAndABrickClass() {
    for (SiteYaml.Point point : site.points()) {
      assertTrue(point.keys().get("name") instanceof String, point.path());
      String brick = String.valueOf(point.keys().get("class"));
      assertTrue(brick.matches("[A-Z][A-Za-z0-9]*(_[A-Z0-9][A-Za-z0-9]*)*"), point.path());
    }
  }

  @Test
  void everyRoomHasALoopAndTheFileStaysGlanceable() {
    assertEquals(7, SiteYaml.list(site.root().get("loops")).size());
    assertTrue(site.points().size() >= 60 && site.points().size() <= 80);
  }
}
