package io.arxos.driver.coap.oscore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.oscore.CoapOSException;
import org.eclipse.californium.oscore.ObjectSecurityLayer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every vector of appendix C, from the line that the installer writes to the bytes on the wire,
/// and back.
final class RfcVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir private Path folder = Path.of("");

  private static Stream<String> vectors() throws Exception {
    try (InputStream in = RfcVectorsTest.class.getResourceAsStream("rfc8613.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      List<String> lines = all.lines().filter(line -> !line.startsWith("#")).toList();
      assertEquals(11, lines.size(), "C.1 to C.3 for both sides, and C.4 to C.8");
      return lines.stream();
    }
  }

  /// @param swapped the other side's
  private Context context(String ids, boolean swapped) throws Exception {
    String[] parts = ids.split(",", -1);
    String line =
        "our-id=hex:"
            + parts[swapped ? 1 : 0]
            + " device-id=hex:"
            + parts[swapped ? 0 : 1]
            + " secret=hex:0102030405060708090a0b0c0d0e0f10"
            + (parts[2].equals("-") ? "" : " salt=hex:" + parts[2])
            + (parts[3].equals("-") ? "" : " context=hex:" + parts[3]);
    Keys keys = Keys.of(line);
    return new Context(keys, new StateFile(folder, keys.name()), Window.SIZE);
  }

  private static Contexts only(Context context) {
    var contexts = new Contexts(List.of(context));
    contexts.choose(context);
    return contexts;
  }

  private static Message parsed(String hex) {
    Message message = new UdpDataParser().parseMessage(HEX.parseHex(hex));
    if (message instanceof Request request) {
      request.setURI("coap://localhost/tv1");
      request.getOptions().setUriHost("localhost"); // as in the vector
    }
    return message;
  }

  private static String hex(Message message) {
    return HEX.formatHex(new UdpDataSerializer().getByteArray(message));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isAsPublished(String vector) throws Exception {
    String[] words = vector.split(" ", -1);
    switch (words[0]) {
      case "keys" -> keys(words);
      case "request" -> request(words);
      case "response" -> response(words);
      default -> throw new AssertionError(vector);
    }
  }

  private void keys(String[] words) throws Exception {
    Context context = context(words[2], false);
    assertEquals(words[3], HEX.formatHex(context.getSenderKey()));
    assertEquals(words[4], HEX.formatHex(context.getRecipientKey()));
    assertEquals(words[5], HEX.formatHex(context.getCommonIV()));
  }

  private void request(String[] words) throws Exception {
    Context ours = context(words[2], false);
    ours.prepare();
    ours.setSenderSeq(Integer.parseInt(words[3]));
    ours.name(true);
    var plain = (Request) parsed(words[4]);
    Request sealed = ObjectSecurityLayer.prepareSend(only(ours), plain);
    assertEquals(words[5], hex(sealed));

    Context theirs = context(words[2], true);
    var received = (Request) new UdpDataParser().parseMessage(HEX.parseHex(words[5]));
    Request open = ObjectSecurityLayer.prepareReceive(only(theirs), received, theirs);
    open.getOptions().removeOscore();
    assertEquals(words[4], hex(open));
    theirs.seen();
    var again = (Request) new UdpDataParser().parseMessage(HEX.parseHex(words[5]));
    assertThrows(
        CoapOSException.class,
        () -> ObjectSecurityLayer.prepareReceive(only(theirs), again, theirs),
        "a replay");
  }

  private void response(String[] words) throws Exception {
    Context server = context(words[2], false);
    server.prepare();
    int number = Integer.parseInt(words[3]);
    boolean own = !words[4].equals("-");
    server.name(false);
    var plain = (Response) parsed(words[5]);
    Response sealed =
        ObjectSecurityLayer.prepareSend(only(server), plain, server, own, false, number);
    assertEquals(words[6], hex(sealed));

    Context client = context(words[2], true);
    var received = (Response) new UdpDataParser().parseMessage(HEX.parseHex(words[6]));
    Response open = ObjectSecurityLayer.prepareReceive(only(client), received, number);
    open.getOptions().removeOscore();
    assertEquals(words[5], hex(open));
  }
}
