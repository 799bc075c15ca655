package io.arxos.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.arxos.edge.v1.Hello;
import io.arxos.edge.v1.ReadRequest;
import io.arxos.edge.v1.Sample;
import io.arxos.edge.v1.SiteModel;
import io.arxos.edge.v1.SubscribeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every message, with every field set, has the bytes of its file in `golden/v1`. A gateway in the
/// field speaks these bytes for years.
///
/// When this fails because a field was added, the new tree in the message differs by added lines
/// only: put it into the file. Any other difference breaks gateways that are already installed.
final class GoldenBytesTest {
  private static final FileDescriptor[] FILES = {
    Sample.getDescriptor().getFile(),
    SiteModel.getDescriptor().getFile(),
    Hello.getDescriptor().getFile(),
    SubscribeRequest.getDescriptor().getFile(),
    ReadRequest.getDescriptor().getFile()
  };

  static Stream<String> messages() {
    return Stream.of(FILES)
        .flatMap(file -> file.getMessageTypes().stream())
        .map(Descriptor::getName);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messageHasTheBytesOfItsFile(String name) throws IOException {
    Descriptor type = type(name);
    String tree =
        Filled.everyWay(type).stream().map(GoldenTree::of).collect(Collectors.joining("---\n"));
    assertEquals(golden(name), tree, "golden/v1/" + name + ".txt");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void bytesOfTheFileAreUnderstood(String name) throws IOException {
    Descriptor type = type(name);
    var ways = Filled.everyWay(type).iterator();
    for (String tree : golden(name).split("---\n")) {
      var hex = new StringBuilder();
      tree.lines().forEach(line -> hex.append(line.split("#", 2)[0].replace(" ", "")));
      byte[] bytes = HexFormat.of().parseHex(hex.toString());
      assertEquals(ways.next(), DynamicMessage.parseFrom(type, bytes));
    }
  }

  // The tree is made from the message's own field numbers; this one is written by hand.
  @Test
  void treeIsWhatAPersonWouldWrite() {
    String tree =
        """
        0a 02 70 31                                         # 1 point: "p1"
        10 d2 0f                                            # 2 from_us: 2002
        18 d3 0f                                            # 3 to_us: 2003
        """;
    var message =
        DynamicMessage.newBuilder(type("ReadRequest"))
            .setField(type("ReadRequest").findFieldByNumber(1), "p1")
            .setField(type("ReadRequest").findFieldByNumber(2), 2002L)
            .setField(type("ReadRequest").findFieldByNumber(3), 2003L)
            .build();
    assertEquals(tree, GoldenTree.of(message));
  }

  private static Descriptor type(String name) {
    return Stream.of(FILES)
        .flatMap(file -> file.getMessageTypes().stream())
        .filter(type -> type.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static String golden(String name) throws IOException {
    try (var in = GoldenBytesTest.class.getResourceAsStream("/golden/v1/" + name + ".txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
