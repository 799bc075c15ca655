package io.arxos.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.gateway.decode.NdjsonLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NdjsonLinesTest {
  private static List<String> read(InputStream in) throws IOException {
    var all = new ArrayList<String>();
    var lines = new NdjsonLines(in);
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(
          switch (line.get()) {
            case Line.Good(long number, var object) -> number + " " + object;
            case Line.Bad(long number, String reason) -> number + " bad: " + reason;
          });
    }
    return all;
  }

  private static List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void aBadLineIsToldAndTheNextOneIsRead() throws IOException {
    assertEquals(
        List.of(
            "1 {\"a\":1}",
            "2 bad: line is not JSON",
            "4 bad: line is not a JSON object",
            "5 {\"b\":2}",
            "6 bad: line is not JSON"),
        read("{\"a\":1}\n{\"a\":\n\n[1]\r\n{\"b\":2}\r\n{} x"));
  }

  @Test
  void bytesThatAreNoTextAreABadLine() throws IOException {
    byte[] bytes = {'{', '}', '\n', (byte) 0xC3, 0x28, '\n', '{', '}'};
    assertEquals(
        List.of("1 {}", "2 bad: line is not UTF-8 text", "3 {}"),
        read(new ByteArrayInputStream(bytes)));
  }

  @Test
  void aLineWithoutEndIsSkippedAndNotKept() throws IOException {
    var endless =
        new InputStream() {
          private int left = NdjsonLines.LINE_BYTES_MAX * 4;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }
        };
    var after = new ByteArrayInputStream("\n{\"a\":1}".getBytes(UTF_8));
    assertEquals(
        List.of("1 bad: line is longer than 12 MiB", "2 {\"a\":1}"),
        read(new SequenceInputStream(endless, after)));
  }
}
