package io.arxos.gateway.decode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.mqtt.MqttDecoder;
import io.arxos.driver.mqtt.MqttDecoder.Output;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.gateway.decode.NdjsonLines.KeyException;
import io.arxos.gateway.decode.NdjsonLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Decodes messages of MQTT.
@Command(
    name = "mqtt",
    description = "Show what the MQTT driver makes of messages.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Input, one message a line:",
      "  {\"topic\":…, \"payload_base64\":…, \"received_at\":\"2026-01-05T08:00:00Z\"}",
      "and, when the broker had kept it, \"retained\":true.",
      "Output: a line for each device that is found or of which more is known, and a line for each",
      "reading, in the order of the input."
    })
final class MqttDecodeCommand implements Callable<Integer> {
  private static final String AUTO = "auto";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "how the devices speak: auto (default), a dialect's name, or FILE.yaml")
  private String profile = AUTO;

  private final InputStream in;

  MqttDecodeCommand() {
    this(System.in);
  }

  MqttDecodeCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    MqttDecoder decoder = decoder();
    var lines = new NdjsonLines(in);
    PrintWriter out = spec.commandLine().getOut();
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      switch (line.get()) {
        case Line.Good(long number, ObjectNode object) -> decode(decoder, number, object);
        case Line.Bad(long number, String reason) -> bad(number, "", reason);
      }
      out.flush();
    }
    return 0;
  }

  private MqttDecoder decoder() {
    if (profile.equals(AUTO)) {
      return MqttDecoder.auto();
    }
    if (profile.endsWith(".yaml") || profile.endsWith(".yml")) {
      var problems = new ArrayList<Problem>();
      MqttDecoder decoder = MqttDecoder.file(Path.of(profile), problems::add);
      if (!problems.isEmpty()) {
        throw wrong(String.join("\n", problems.stream().map(Problem::toString).toList()));
      }
      return decoder;
    }
    return MqttDecoder.of(profile)
        .orElseThrow(() ->
            wrong(
                "profile is \""
                    + profile
                    + "\"; known here: auto, "
                    + String.join(", ", MqttDecoder.profiles())
                    + ", or a file that ends with .yaml"));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void decode(MqttDecoder decoder, long number, ObjectNode line) {
    String topic = line.path("topic").asText("");
    try {
      var message =
          new MqttMessage(
              NdjsonLines.text(line, "topic"),
              NdjsonLines.payload(line),
              NdjsonLines.flag(line, "retained"),
              NdjsonLines.receivedAt(line));
      decoder.hear(message).forEach(output -> print(number, topic, output));
    } catch (KeyException e) {
      bad(number, topic, e.reason());
    }
  }

  private void print(long number, String topic, Output output) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case Output.Device(var device, var points) -> {
        List<DeviceLine.Placed> placed =
            points.stream().map(one -> new DeviceLine.Placed(one.path(), one.point())).toList();
        out.println(DeviceLine.of(device, placed, source(number, topic, "")));
      }
      case Output.Told(var point, var meaning, var reading, var path) ->
          out.println(ReadingLine.of(point, meaning, reading, source(number, topic, path)));
      case Output.Wrong(String reason) -> bad(number, topic, reason);
    }
  }

  private void bad(long number, String topic, String reason) {
    spec.commandLine()
        .getOut()
        .println(
            ReadingLine.of("", Meaning.UNKNOWN, Reading.fault(reason), source(number, topic, "")));
  }

  private static ReadingLine.Source source(long number, String topic, String path) {
    return new ReadingLine.Source(number, "topic", topic, path);
  }
}
