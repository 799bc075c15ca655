package io.arxos.driver.coap;

import io.arxos.driver.Discovered;
import io.arxos.driver.coap.content.Content;
import io.arxos.driver.coap.content.Formats;
import io.arxos.driver.coap.content.Found;
import io.arxos.driver.coap.content.Link;
import io.arxos.driver.coap.content.Links;
import java.time.Instant;
import java.util.List;

/// What the driver makes of a payload, without a device.
public final class CoapDecoder {
  private CoapDecoder() {}

  /// A thing that a payload says.
  public sealed interface Output {
    record Told(Found found) implements Output {}

    /// The device that a document of links describes.
    record Device(Discovered device) implements Output {}
  }

  /// Everything a payload says, at least one thing; never throws.
  ///
  /// @param path of the resource, or a whole URL
  /// @param format by number; [Formats#NONE] when the message does not say
  public static List<Output> hear(String path, int format, byte[] payload, Instant now) {
    String own = path.replaceFirst("^coaps?(\\+tcp)?://[^/]*", "").replaceFirst("[?#].*$", "");
    if (format == Formats.LINKS || own.endsWith(".well-known/core")) {
      List<Link> links = Links.parse(payload);
      return links.isEmpty() && payload.length > 0
          ? List.of(new Output.Told(Found.bad("payload is not a list of links")))
          : List.of(new Output.Device(Findings.device(own, links)));
    }
    return Content.decode(own, format, payload, now).stream()
        .map(found -> (Output) new Output.Told(found))
        .toList();
  }
}
