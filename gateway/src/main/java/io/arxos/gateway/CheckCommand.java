package io.arxos.gateway;

import io.arxos.driver.Problem;
import io.arxos.gateway.config.Site;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks a site file without touching a device.
@Command(
    name = "check",
    description = "Check a site file without touching a device.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SITE", description = "the site file")
  private Path site = Path.of("site.yaml");

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Override
  public Integer call() throws StartFailure {
    List<Problem> problems =
        switch (SiteCheck.of(site, System.getenv())) {
          case SiteCheck.Refused refused -> refused.problems();
          case SiteCheck.Checked(Site good) -> {
            if (!json) {
              out().println(summary(good));
              PollForecasts.of(good).forEach(out()::println);
            }
            yield List.of();
          }
        };
    if (json) {
      out().println(asJson(problems).encode());
    } else if (!problems.isEmpty()) {
      throw StartFailure.of(problems);
    }
    return problems.isEmpty() ? 0 : StartFailure.CONFIGURATION;
  }

  private String summary(Site good) {
    return "%s  ok: %s, %s, %s, %s"
        .formatted(
            site,
            good.name(),
            counted(good.points().count(), "point"),
            counted(good.drivers().size(), "driver"),
            counted(good.loops().size(), "loop"));
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static JsonObject asJson(List<Problem> problems) {
    var list = new JsonArray();
    for (Problem problem : problems) {
      list.add(
          new JsonObject()
              .put("file", problem.file())
              .put("line", problem.line())
              .put("message", problem.message()));
    }
    return new JsonObject().put("ok", problems.isEmpty()).put("problems", list);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
