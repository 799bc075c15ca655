package io.arxos.gateway.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.coap.CoapDecoder;
import io.arxos.driver.coap.CoapDecoder.Output;
import io.arxos.driver.coap.content.Formats;
import io.arxos.driver.coap.content.Found;
import io.arxos.gateway.decode.NdjsonLines.KeyException;
import io.arxos.gateway.decode.NdjsonLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Decodes payloads of CoAP.
@Command(
    name = "coap",
    description = "Show what the CoAP driver makes of payloads.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Input, one payload a line:",
      "  {\"path\":\"/3303/0\", \"content_format\":11542, \"payload_base64\":…,",
      "   \"received_at\":\"2026-01-05T08:00:00Z\"}",
      "content_format is a number or a media type, and may be left out, as may received_at (now).",
      "Output: a line for each value, in the order of the payload; for a document of links, a line",
      "for the device."
    })
final class CoapDecodeCommand implements Callable<Integer> {
  private static final int FORMAT_MAX = 65_535;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InputStream in;

  CoapDecodeCommand() {
    this(System.in);
  }

  CoapDecodeCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    var lines = new NdjsonLines(in);
    PrintWriter out = spec.commandLine().getOut();
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      switch (line.get()) {
        case Line.Good(long number, ObjectNode object) -> decode(number, object);
        case Line.Bad(long number, String reason) -> told(number, "", Found.bad(reason));
      }
      out.flush();
    }
    return 0;
  }

  private void decode(long number, ObjectNode line) {
    String path = line.path("path").asText("");
    try {
      String asked = NdjsonLines.text(line, "path");
      byte[] payload = NdjsonLines.payload(line);
      Instant now = line.has("received_at") ? NdjsonLines.receivedAt(line) : Instant.now();
      for (Output output : CoapDecoder.hear(asked, format(line), payload, now)) {
        switch (output) {
          case Output.Told(Found found) -> told(number, path, found);
          case Output.Device(var device) -> {
            var placed =
                device.points().stream()
                    .map(point -> new DeviceLine.Placed(point.name(), point))
                    .toList();
            print(DeviceLine.of(device, placed, source(number, path, "")));
          }
        }
      }
    } catch (KeyException e) {
      told(number, path, Found.bad(e.reason()));
    }
  }

  private static int format(ObjectNode line) throws KeyException {
    JsonNode format = line.path("content_format");
    if (format.isMissingNode() || format.isNull()) {
      return Formats.NONE;
    }
    if (format.isIntegralNumber() && format.asLong() >= 0 && format.asLong() <= FORMAT_MAX) {
      return format.intValue();
    }
    if (!format.isTextual()) {
      throw new KeyException("content_format is neither a number nor a media type");
    }
    int named = Formats.named(format.textValue());
    boolean strange = named == Formats.NONE && !format.textValue().isBlank();
    return strange ? FORMAT_MAX : named; // a reserved number: nobody knows it
  }

  private void told(long number, String path, Found found) {
    String place = found.part() == Found.Part.WHOLE ? "" : found.path();
    print(
        ReadingLine.of(
            found.name(), found.meaning(), found.reading(), source(number, path, place)));
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private static ReadingLine.Source source(long number, String path, String place) {
    return new ReadingLine.Source(number, "resource", path, place);
  }
}
