package io.arxos.cloud;

import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.fleet.SiteModel;
import io.arxos.cloud.ingest.Audience;
import io.arxos.cloud.live.LiveEngine;
import io.arxos.cloud.live.LiveSample;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who watches in the live engine is who ingest asks gateways for.
record WatchingAudience(LiveEngine live, Fleet fleet) implements Audience {
  @Override
  public long version() {
    return live.watchersVersion();
  }

  @Override
  public Map<String, Watched> of(Collection<String> gateways) throws SQLException {
    Map<String, Watched> watched = new HashMap<>();
    for (SiteModel model : fleet.models()) {
      if (gateways.contains(model.gateway())) {
        watched.put(model.gateway(), of(model));
      }
    }
    return watched;
  }

  private Watched of(SiteModel model) {
    List<String> points = new ArrayList<>();
    for (SiteModel.Point point : model.points()) {
      if (live.watches(model.building().id(), point.path())) {
        points.add(point.path());
      }
    }
    boolean all = !points.isEmpty() && points.size() == model.points().size();
    return all ? new Watched(true, List.of()) : new Watched(false, points);
  }

  @Override
  public void show(String gateway, String building, List<LiveSample> values) {
    live.show(gateway, building, values);
  }
}
