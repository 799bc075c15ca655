package io.arxos.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// What a running demo leaves in its folder for `./arxos demo cut` and the other verbs.
///
/// @param token who may use the control port: whoever can read this file
record RunningDemo(
    long pid,
    @JsonProperty("control_port") int controlPort,
    String token,
    String page,
    @JsonProperty("sim_control_port") int simControlPort) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Path file(Path data) {
    return data.resolve("demo.json");
  }

  void write(Path data) throws IOException {
    Path fresh =
        Files.createTempFile(
            data,
            "demo",
            ".json",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, MAPPER.writeValueAsString(this));
    Files.move(fresh, file(data), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The demo of this folder, if its process still lives.
  static Optional<RunningDemo> find(Path data) {
    try {
      RunningDemo demo = MAPPER.readValue(Files.readString(file(data)), RunningDemo.class);
      return ProcessHandle.of(demo.pid()).filter(ProcessHandle::isAlive).map(_ -> demo);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
