package io.arxos.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Signals to processes.
final class Signals {
  private Signals() {}

  /// @param name such as STOP
  static void send(String name, long... pids) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    LongStream.of(pids).filter(pid -> pid > 1).mapToObj(Long::toString).forEach(command::add);
    if (command.size() > 2) {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  /// A process and all that it has started.
  static long[] family(long pid) {
    return LongStream.concat(
            LongStream.of(pid),
            ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid))
        .toArray();
  }
}
