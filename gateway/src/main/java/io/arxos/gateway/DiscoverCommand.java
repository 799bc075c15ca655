package io.arxos.gateway;

import io.arxos.gateway.config.DriverConfig;
import io.arxos.gateway.discovery.DiscoveryJson;
import io.arxos.gateway.discovery.DiscoveryTable;
import io.arxos.gateway.discovery.ProposedDevice;
import io.arxos.gateway.discovery.SiteAdder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks for devices, and adds those that are wanted to the site file.
@Command(
    name = "discover",
    aliases = "add",
    description = {
      "Look for devices that no site file has, and say what their points are.",
      "As 'add DEVICE…', or with --add, write them into the site file."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  arxos gateway discover --broker tcp://192.168.1.10:1883",
      "  arxos gateway discover --site site.yaml --add all",
      "",
      "Exit codes: 0 ok, 2 usage or configuration, 3 the site file would not load, 4 no such device,",
      "7 nothing could be reached, 8 a part could not be searched."
    })
final class DiscoverCommand implements Callable<Integer> {
  private static final int NOT_LOADABLE = 3;
  private static final int NOT_FOUND = 4;
  private static final int UNREACHABLE = 7;
  private static final int PARTLY = 8;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SearchOptions options = new SearchOptions();

  @Option(
      names = "--add",
      arity = "1..*",
      paramLabel = "DEVICE",
      description = "add these (name, id or address), or all")
  private List<String> add = new ArrayList<>();

  @Parameters(paramLabel = "DEVICE", arity = "0..*", description = "as --add")
  private List<String> devices = new ArrayList<>();

  @Option(
      names = "--commands",
      description = "add what can be written as commands; every output holds in every failure")
  private boolean commands;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Override
  public Integer call() throws StartFailure, InterruptedException, IOException {
    List<String> wanted = new ArrayList<>(add);
    wanted.addAll(devices);
    if (!wanted.isEmpty() && options.site == null) {
      throw new StartFailure(
          StartFailure.CONFIGURATION, "missing --site: the file that devices are added to");
    }
    SearchOptions.Result result = options.search();
    result.failed().forEach(id -> err().println("driver " + id + " could not search"));
    var answer = new JsonObject().put("devices", DiscoveryJson.of(result.devices()));
    answer.put("not_searched", new JsonArray(result.failed()));
    if (!json) {
      DiscoveryTable.of(result.devices()).forEach(out()::println);
    }
    int code = wanted.isEmpty() ? looked(result) : added(result, wanted, answer);
    if (json) {
      out().println(answer.encode());
    }
    return code;
  }

  private int looked(SearchOptions.Result result) {
    if (!json) {
      out().println(summary(result.devices()));
    }
    if (result.failed().isEmpty()) {
      return 0;
    }
    return result.devices().isEmpty() ? UNREACHABLE : PARTLY;
  }

  private static String summary(List<ProposedDevice> devices) {
    if (devices.isEmpty()) {
      return "Nothing was found that no site file has. Battery devices speak seldom: try --for 10m.";
    }
    long points = devices.stream().mapToLong(ProposedDevice::points).sum();
    return "%d %s, %d %s. Add them: arxos gateway add DEVICE… --site FILE (or all)"
        .formatted(
            devices.size(),
            devices.size() == 1 ? "device" : "devices",
            points,
            points == 1 ? "point" : "points");
  }

  private int added(SearchOptions.Result result, List<String> wanted, JsonObject answer)
      throws IOException {
    List<ProposedDevice> chosen = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : wanted) {
      List<ProposedDevice> its =
          result.devices().stream()
              .filter(device -> name.equals("all") ? device.points() > 0 : device.isCalled(name))
              .toList();
      its.stream().filter(device -> !chosen.contains(device)).forEach(chosen::add);
      if (its.isEmpty()) {
        missing.add(name);
      }
    }
    missing.forEach(name -> err().println("no device was found that is called " + name));
    if (chosen.isEmpty()) {
      return NOT_FOUND;
    }
    return write(result, chosen, answer, missing.isEmpty() ? 0 : PARTLY);
  }

  private int write(
      SearchOptions.Result result, List<ProposedDevice> chosen, JsonObject answer, int code)
      throws IOException {
    Path site = java.util.Objects.requireNonNull(options.site);
    Set<String> known =
        result.building() == null
            ? Set.of()
            : result.building().drivers().stream()
                .map(DriverConfig::id)
                .collect(Collectors.toSet());
    return switch (new SiteAdder(site, known, SiteCheck::problems)
        .add(chosen, options.lines(), commands)) {
      case SiteAdder.Added(int points, Path file, Path backup) -> {
        answer.put("added", points).put("file", file.toString()).put("backup", backup.toString());
        if (!json) {
          out().println(points + " points are in " + file + " now; as it was: " + backup);
          out().println("Restart the gateway to read them.");
        }
        yield code;
      }
      case SiteAdder.Refused(String reason) -> {
        err().println("nothing was added: " + reason);
        answer.put("added", 0).put("refused", reason);
        yield NOT_LOADABLE;
      }
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
