package io.arxos.gateway.sampling;

import io.arxos.driver.Status;
import io.arxos.gateway.config.EquipmentConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import java.util.HashMap;
import java.util.Map;

/// How many devices a site has and how many of them say nothing. A device is what one driver
/// reaches of one equipment; it is down when not one of its points is ok or at least answered with
/// a fault.
///
/// @param down at most `all`
public record DeviceCount(int all, int down) {
  public static DeviceCount of(Site site, ProcessImage.Snapshot snapshot) {
    Map<String, Boolean> answers = new HashMap<>();
    for (EquipmentConfig equipment : site.equipment()) {
      for (PointConfig point : equipment.points()) {
        point
            .reached()
            .ifPresent(source ->
                answers.merge(
                    equipment.path() + " " + source.driver(),
                    answers(snapshot, point),
                    Boolean::logicalOr));
      }
    }
    int up = (int) answers.values().stream().filter(answering -> answering).count();
    return new DeviceCount(answers.size(), answers.size() - up);
  }

  private static boolean answers(ProcessImage.Snapshot snapshot, PointConfig point) {
    ProcessImage.Current current = snapshot.get(point.id());
    return current != null && (current.status() == Status.OK || current.status() == Status.FAULT);
  }
}
