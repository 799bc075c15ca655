package io.arxos.driver.coap;

import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.coap.content.Definitions;
import io.arxos.driver.coap.content.Found;
import io.arxos.driver.coap.content.Link;
import io.arxos.driver.coap.content.Links;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;

/// Devices that register themselves (OMA-TS-LightweightM2M_Core-V1_2, 6.2: `POST /rd?ep=…&lt=…`).
/// What points are made of is observed from the registration on, for as long as it lives. Guarded
/// by itself.
final class Registrations {
  static final String PATH = "rd";
  private static final int DEVICES_MAX = 500;
  private static final int POINTS_MAX = 400;
  private static final long LIFETIME_SECONDS = 86_400;
  private static final long LIFETIME_SECONDS_MAX = Duration.ofDays(365).toSeconds();
  private static final Answer GONE = new Answer.Silence("device has not registered again in time");

  private final Map<String, List<CoapPoint>> byDevice;
  private final CoapClient client;
  private final Clock clock;
  private final Consumer<Discovered> found;
  private final BiConsumer<List<CoapPoint>, Answer> told;
  private final Map<String, Registered> byId = new LinkedHashMap<>();
  private long last;

  /// @param told points of one question and what was answered
  Registrations(
      List<CoapPoint> points,
      CoapClient client,
      Clock clock,
      Consumer<Discovered> found,
      BiConsumer<List<CoapPoint>, Answer> told) {
    this.byDevice = points.stream().collect(Collectors.groupingBy(CoapPoint::endpoint));
    this.client = client;
    this.clock = clock;
    this.found = found;
    this.told = told;
  }

  /// A device that is there. For the thread of [Registrations].
  private static final class Registered {
    private final String name;
    private final List<CoapObserveRelation> relations = new ArrayList<>();
    private EndpointContext context;
    private long lifetimeSeconds = LIFETIME_SECONDS;
    private long heardNanos;

    Registered(String name, EndpointContext context) {
      this.name = name;
      this.context = context;
    }

    void forget() {
      relations.forEach(CoapObserveRelation::reactiveCancel);
      relations.clear();
    }
  }

  /// Answers a request whose path is `rd` or below.
  synchronized Response answer(Request request) {
    List<String> path = request.getOptions().getUriPath();
    boolean own = path.size() == 2;
    Registered known = own ? byId.get(path.getLast()) : null;
    if (!own) {
      return request.getCode() == Code.POST && path.size() == 1
          ? register(request)
          : new Response(ResponseCode.METHOD_NOT_ALLOWED);
    }
    if (known == null) {
      return new Response(ResponseCode.NOT_FOUND);
    }
    if (request.getCode() == Code.DELETE) {
      drop(path.getLast(), GONE);
      return new Response(ResponseCode.DELETED);
    }
    update(known, request);
    return new Response(ResponseCode.CHANGED);
  }

  private Response register(Request request) {
    Map<String, String> query = query(request);
    String name = query.getOrDefault("ep", "");
    if (name.isEmpty() || byId.size() == DEVICES_MAX) {
      return new Response(
          name.isEmpty() ? ResponseCode.BAD_REQUEST : ResponseCode.SERVICE_UNAVAILABLE);
    }
    byId.entrySet().stream()
        .filter(one -> one.getValue().name.equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(before -> {
          Registered old = byId.remove(before);
          if (old != null) {
            old.forget();
          }
        });
    String id = Long.toString(++last, Character.MAX_RADIX);
    var registered = new Registered(name, request.getSourceContext());
    byId.put(id, registered);
    byte[] links = request.getPayload() == null ? new byte[0] : request.getPayload();
    found.accept(discovered(name, Links.parse(links)));
    update(registered, request);
    var response = new Response(ResponseCode.CREATED);
    response.getOptions().addLocationPath(PATH).addLocationPath(id);
    return response;
  }

  private void update(Registered registered, Request request) {
    String lifetime = query(request).getOrDefault("lt", "");
    if (lifetime.matches("\\d{1,9}")) {
      registered.lifetimeSeconds = Math.clamp(Long.parseLong(lifetime), 1, LIFETIME_SECONDS_MAX);
    }
    registered.heardNanos = clock.nanos();
    EndpointContext context = request.getSourceContext();
    boolean moved = !context.getPeerAddress().equals(registered.context.getPeerAddress());
    registered.context = context;
    boolean broken = registered.relations.stream().anyMatch(CoapObserveRelation::isCanceled);
    if (moved || broken || registered.relations.isEmpty()) {
      registered.forget();
      byDevice.getOrDefault(registered.name, List.of()).stream()
          .collect(Collectors.groupingBy(CoapPoint::target))
          .forEach((target, points) -> observe(registered, target, points));
    }
  }

  private void observe(Registered registered, Target target, List<CoapPoint> points) {
    Request request = target.get();
    request.setURI(uri(registered.context, target.path()));
    request.setDestinationContext(registered.context);
    request.setObserve();
    var answers = new Answers(answer -> told.accept(points, answer), Answers::of);
    registered.relations.add(client.observe(request, answers));
  }

  private static String uri(EndpointContext context, String path) {
    String scheme = context.get(DtlsEndpointContext.KEY_SESSION_ID) == null ? "coap" : "coaps";
    InetSocketAddress peer = context.getPeerAddress();
    String host = peer.getAddress().getHostAddress();
    boolean brackets = host.indexOf(':') >= 0;
    return scheme
        + "://"
        + (brackets ? "[" + host + "]" : host)
        + ":"
        + peer.getPort()
        + "/"
        + path;
  }

  /// Whose time is over is gone. Called now and then.
  synchronized void look() {
    long now = clock.nanos();
    List<String> over =
        byId.entrySet().stream()
            .filter(one ->
                now - one.getValue().heardNanos
                    > Duration.ofSeconds(one.getValue().lifetimeSeconds).toNanos())
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(id -> drop(id, GONE));
  }

  private void drop(String id, Answer why) {
    Registered registered = byId.remove(id);
    if (registered != null) {
      registered.forget();
      List<CoapPoint> points = byDevice.getOrDefault(registered.name, List.of());
      if (!points.isEmpty()) {
        told.accept(points, why);
      }
    }
  }

  private static Map<String, String> query(Request request) {
    var query = new HashMap<String, String>();
    for (String one : request.getOptions().getUriQuery()) {
      int equals = one.indexOf('=');
      if (equals > 0) {
        query.put(one.substring(0, equals), one.substring(equals + 1));
      }
    }
    return query;
  }

  private static Discovered discovered(String name, List<Link> links) {
    var points = new ArrayList<DiscoveredPoint>();
    for (Link link : links) {
      var observable = new Link(link.path(), Map.of("obs", List.of("")));
      for (Found found : Definitions.of(observable)) {
        if (points.size() < POINTS_MAX && found.part() == Found.Part.LWM2M) {
          DiscoveredPoint point = Findings.point(observable, found, false);
          var address = new HashMap<>(point.address());
          address.put("endpoint", name);
          points.add(
              new DiscoveredPoint(
                  point.name(), point.meaning(), address, point.more(), false, null));
        }
      }
    }
    return new Discovered(
        "coap",
        "endpoint " + name,
        new Identity(name, "", "", ""),
        points,
        "",
        Findings.confidence(points));
  }
}
