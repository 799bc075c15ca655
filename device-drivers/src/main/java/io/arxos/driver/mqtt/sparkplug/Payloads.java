package io.arxos.driver.mqtt.sparkplug;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// What the bytes of a message say: a payload, compressed or not.
sealed interface Payloads {
  String COMPRESSED = "SPBV1.0_COMPRESSED";
  int OPENED_BYTES_MAX = 4 << 20;

  record Read(SparkplugPayload payload) implements Payloads {}

  /// @param reason for people and for counting, without changing parts
  record Malformed(String reason) implements Payloads {}

  static Payloads read(byte[] bytes) {
    if (bytes.length > PayloadReader.BYTES_MAX) {
      return new Malformed("payload is longer than 1 MiB");
    }
    try {
      var envelope = PayloadReader.read(bytes);
      byte[] body = envelope.body();
      if (body == null || !envelope.uuid().equals(COMPRESSED)) {
        return new Read(envelope.payload());
      }
      var inner = PayloadReader.read(opened(body, algorithm(envelope.payload()))).payload();
      var outer = envelope.payload();
      return new Read(
          new SparkplugPayload(
              inner.timestamp() == null ? outer.timestamp() : inner.timestamp(),
              inner.metrics(),
              inner.seq() == null ? outer.seq() : inner.seq()));
    } catch (IOException | RuntimeException _) {
      return new Malformed("payload is not one of Sparkplug B");
    }
  }

  private static String algorithm(SparkplugPayload outer) {
    for (Metric metric : outer.metrics()) {
      if (metric.name().equals("algorithm") && metric.value() instanceof Raw.Words(String name)) {
        return name.toUpperCase(Locale.ROOT);
      }
    }
    return "DEFLATE"; // what the first hosts made when nothing was said
  }

  private static byte[] opened(byte[] body, String algorithm) throws IOException {
    var in = new ByteArrayInputStream(body);
    try (InputStream opened =
        algorithm.equals("GZIP") ? new GZIPInputStream(in) : new InflaterInputStream(in)) {
      byte[] bytes = opened.readNBytes(OPENED_BYTES_MAX + 1);
      if (bytes.length > OPENED_BYTES_MAX) {
        throw new IOException("opened it is too long");
      }
      return bytes;
    }
  }
}
