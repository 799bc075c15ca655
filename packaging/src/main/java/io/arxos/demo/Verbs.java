package io.arxos.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a person can do to a running demo.
final class Verbs {
  private static final int NOT_FOUND = 4;
  private static final int NOT_PERMITTED = 6;
  private static final int UNREACHABLE = 7;

  private Verbs() {}

  /// A verb finds the running demo by its folder and sends it one request.
  abstract static class Verb implements Callable<Integer> {
    @Option(names = "--data", description = "The folder of the demo.")
    private Path data = Places.defaultData();

    /// The whole address to post to.
    abstract String address(RunningDemo demo);

    /// What to tell the person when it was done; by default the answer itself.
    String told(String answer) {
      return answer.isEmpty() ? "Done." : answer;
    }

    @Override
    public Integer call() throws InterruptedException {
      Optional<RunningDemo> demo = RunningDemo.find(data.toAbsolutePath().normalize());
      if (demo.isEmpty()) {
        System.err.println("demo: none is running in " + data + "; start one: ./arxos demo");
        return UNREACHABLE;
      }
      try (var client = Http.client()) {
        HttpResponse<String> answer =
            Http.send(client, "POST", address(demo.get()), demo.get().token());
        String body = answer.body().strip();
        if (answer.statusCode() / 100 == 2) {
          System.out.println(told(body));
          return 0;
        }
        System.err.println("demo: " + body);
        return answer.statusCode() == 403 ? NOT_PERMITTED : NOT_FOUND;
      } catch (IOException e) {
        System.err.println("demo: it does not answer: " + e.getMessage());
        return UNREACHABLE;
      }
    }
  }

  private static String control(RunningDemo demo, String path) {
    return "http://127.0.0.1:" + demo.controlPort() + path;
  }

  private static String building(RunningDemo demo, String path) {
    return "http://127.0.0.1:" + demo.simControlPort() + path;
  }

  @Command(name = "cut", description = "Break the link between gateway and cloud.")
  static final class Cut extends Verb {
    @Override
    String address(RunningDemo demo) {
      return control(demo, "/cut");
    }
  }

  @Command(name = "restore", description = "Mend the link between gateway and cloud.")
  static final class Restore extends Verb {
    @Override
    String address(RunningDemo demo) {
      return control(demo, "/restore");
    }
  }

  @Command(name = "link", description = "Another one-time login link.")
  static final class Link extends Verb {
    @Override
    String address(RunningDemo demo) {
      return control(demo, "/link");
    }
  }

  @Command(name = "status", description = "What runs, as one JSON object.")
  static final class Status extends Verb {
    @Override
    String address(RunningDemo demo) {
      return control(demo, "/status");
    }
  }

  @Command(name = "stop", description = "End the demo, as Ctrl-C does.")
  static final class Stop extends Verb {
    @Override
    String address(RunningDemo demo) {
      return control(demo, "/stop");
    }
  }

  enum Process {
    gateway,
    cloud,
    sim
  }

  @Command(name = "kill", description = "End a process at once (kill -9); it is started again.")
  static final class Kill extends Verb {
    @Parameters(paramLabel = "gateway|cloud|sim")
    private Process process = Process.gateway;

    @Override
    String address(RunningDemo demo) {
      return control(demo, "/kill/" + process);
    }
  }

  enum WindowState {
    open,
    closed,
    auto
  }

  @Command(name = "window", description = "Open or close a window of the building.")
  static final class Window extends Verb {
    @Parameters(paramLabel = "ROOM", description = "101 to 106.")
    private int room;

    @Parameters(paramLabel = "open|closed|auto")
    private WindowState state = WindowState.open;

    @Override
    String address(RunningDemo demo) {
      String open =
          switch (state) {
            case open -> "true";
            case closed -> "false";
            case auto -> "auto";
          };
      return building(demo, "/window?room=" + room + "&open=" + open);
    }

    @Override
    String told(String answer) {
      return switch (state) {
        case open ->
            "The window of room %d is open until you close it (closed) or let it be (auto)."
                .formatted(room);
        case closed ->
            "The window of room %d stays closed until you let it be (auto).".formatted(room);
        case auto ->
            "The window of room %d is moved by the people in the room again.".formatted(room);
      };
    }
  }

  enum DamperState {
    stuck,
    free
  }

  @Command(
      name = "damper",
      description = "Make the air handler's outdoor damper stick, or free it.")
  static final class Damper extends Verb {
    @Parameters(paramLabel = "stuck|free")
    private DamperState state = DamperState.stuck;

    @Override
    String address(RunningDemo demo) {
      return building(demo, "/damper?stuck=" + (state == DamperState.stuck));
    }

    @Override
    String told(String answer) {
      return state == DamperState.stuck
          ? "The outdoor damper stays where it is, whatever it is told, until you free it."
          : "The outdoor damper moves again.";
    }
  }

  enum SensorState {
    silent,
    ok
  }

  @Command(name = "sensor", description = "Silence a room's sensor, or let it speak again.")
  static final class Sensor extends Verb {
    @Parameters(paramLabel = "ROOM", description = "101 to 106.")
    private int room;

    @Parameters(paramLabel = "silent|ok")
    private SensorState state = SensorState.silent;

    @Override
    String address(RunningDemo demo) {
      return building(demo, "/sensor?room=" + room + "&silent=" + (state == SensorState.silent));
    }

    @Override
    String told(String answer) {
      return state == SensorState.silent
          ? "The sensor of room %d says nothing more; its values become stale within a minute or two."
              .formatted(room)
          : "The sensor of room %d speaks again.".formatted(room);
    }
  }
}
