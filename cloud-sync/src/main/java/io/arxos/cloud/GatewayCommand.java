package io.arxos.cloud;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.fleet.StoredLineage;
import io.arxos.cloud.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a person sees and decides about gateways' identities, beside the running cloud.
@Command(
    name = "gateway",
    description = "See and decide what only a person can about gateways' identities and disks.",
    mixinStandardHelpOptions = true)
final class GatewayCommand {
  private static final int OK = 0;
  private static final int NOT_FOUND = 4;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "notices",
      description = "What nobody has looked at yet: cloned, rolled-back, disk-lost-data.",
      mixinStandardHelpOptions = true)
  int notices(@Option(names = "--json", description = "NDJSON, one notice a line") boolean json)
      throws StartFailure, InterruptedException {
    return with(lineage -> {
      List<Notice> notices = lineage.notices();
      for (Notice one : notices) {
        print(
            json
                ? JsonMapper.builder()
                    .build()
                    .createObjectNode()
                    .put("gateway", one.gateway())
                    .put("kind", one.kind().word())
                    .put("incarnation", one.incarnation())
                    .put("detail", one.detail())
                    .put("raised", time(one.raisedUs()))
                    .toString()
                : "%s  %s  %s  %s%n    %s"
                    .formatted(
                        time(one.raisedUs()),
                        one.gateway(),
                        one.kind().word(),
                        one.incarnation().substring(0, 8),
                        one.detail()));
      }
      if (notices.isEmpty() && !json) {
        print("Nothing to look at.");
      }
      return OK;
    });
  }

  @Command(
      name = "keep",
      description = {
        "Of machines with one identity, this one is the right one. The others are refused until"
            + " they",
        "have a certificate of their own. Exit 4 when no such machine is known."
      },
      mixinStandardHelpOptions = true)
  int keep(
      @Parameters(paramLabel = "GATEWAY", description = "its id") String gateway,
      @Parameters(
              paramLabel = "INCARNATION",
              description = "the machine's, or how it begins, as the notices say it")
          String incarnation)
      throws StartFailure, InterruptedException {
    return with(lineage -> {
      int refused = lineage.keep(gateway, incarnation, who(), Clock.SYSTEM.micros());
      if (refused == 0) {
        spec.commandLine()
            .getErr()
            .println(
                "no machine of "
                    + gateway
                    + " that is cloned begins with "
                    + incarnation
                    + " alone; see: arxos cloud gateway notices");
        return NOT_FOUND;
      }
      print(gateway + " is that machine now; " + refused + " other is refused.");
      return OK;
    });
  }

  @Command(
      name = "seen",
      description = "Everything about a gateway but clones has been looked at.",
      mixinStandardHelpOptions = true)
  int seen(@Parameters(paramLabel = "GATEWAY", description = "its id") String gateway)
      throws StartFailure, InterruptedException {
    return with(lineage -> {
      print(lineage.seen(gateway, who(), Clock.SYSTEM.micros()) + " notices are done.");
      return OK;
    });
  }

  private interface Work {
    int on(StoredLineage lineage) throws java.sql.SQLException;
  }

  private int with(Work work) throws StartFailure, InterruptedException {
    CloudConfig config = options.load(Map.of());
    return OfflineStore.with(config, store -> work.on(new StoredLineage(store)));
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private static String who() {
    return System.getProperty("user.name", "somebody");
  }

  private static String time(long us) {
    return Instant.EPOCH.plus(us, ChronoUnit.MICROS).toString();
  }
}
