package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.fleet.SiteModel;
import io.arxos.cloud.web.Answers.Reply;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Buildings, what they are made of, their gateways and what is in hand.
final class BuildingApi {
  private final Supplier<Services> services;
  private final Supplier<GatewayShapes> gateways;

  BuildingApi(Supplier<Services> services, Supplier<GatewayShapes> gateways) {
    this.services = services;
    this.gateways = gateways;
  }

  Reply list(RoutingContext request) throws SQLException {
    Map<String, SiteModel.Building> buildings = new LinkedHashMap<>();
    for (SiteModel model : services.get().fleet().models()) {
      buildings.putIfAbsent(model.building().id(), model.building());
    }
    ArrayNode list = Answers.array();
    for (SiteModel.Building building : buildings.values()) {
      list.add(head(building));
    }
    return Reply.ok(list);
  }

  Reply one(RoutingContext request) throws SQLException {
    String id = Params.path(request.pathParam("b"), "The building");
    List<SiteModel> models = models(services.get(), id);
    SiteModel.Building building = models.getFirst().building();
    ObjectNode node = head(building).put("physics_speed", building.physicsSpeed());
    ArrayNode systems = node.putArray("systems");
    ArrayNode equipment = node.putArray("equipment");
    ArrayNode points = node.putArray("points");
    var systemNames = new TreeSet<String>();
    for (SiteModel model : models) {
      for (SiteModel.Equipment one : model.equipment()) {
        equipment.add(Shapes.equipment(one));
        systemNames.add(one.system());
      }
      model.points().forEach(point -> points.add(Shapes.point(point)));
    }
    systemNames.forEach(systems::add);
    node.putObject("user").put("name", Guards.user(request));
    return Reply.ok(node);
  }

  Reply gateways(RoutingContext request) throws SQLException {
    return Reply.ok(gateways.get().all(Params.optional(request, "building")));
  }

  Reply holds(RoutingContext request) throws SQLException {
    ArrayNode holds = Answers.array();
    String wanted = Params.optional(request, "building");
    var buildings = new TreeSet<String>();
    for (SiteModel model : services.get().fleet().models()) {
      if (wanted == null || wanted.equals(model.building().id())) {
        buildings.add(model.building().id());
      }
    }
    for (String building : buildings) {
      services.get().fleet().holds(building).forEach(hold -> holds.add(Shapes.hold(hold)));
    }
    return Reply.ok(Answers.object().set("holds", holds));
  }

  /// The site models of a building; a refusal when it is unknown.
  static List<SiteModel> models(Services services, String building) throws SQLException {
    List<SiteModel> models =
        services.fleet().models().stream()
            .filter(model -> model.building().id().equals(building))
            .toList();
    if (models.isEmpty()) {
      throw ApiProblem.notFound("There is no building " + building + ".");
    }
    return models;
  }

  private static ObjectNode head(SiteModel.Building building) {
    return Answers.object()
        .put("id", building.id())
        .put("name", building.name())
        .put("zone", building.zone());
  }
}
