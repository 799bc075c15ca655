package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LinksTest {
  private static List<Link> parse(String text) {
    return Links.parse(text.getBytes(UTF_8));
  }

  private static List<String> paths(String text) {
    return parse(text).stream().map(Link::path).toList();
  }

  // RFC 6690, 5.
  @Test
  void theStandardsExamples() {
    List<Link> links =
        parse(
            "</sensors>;ct=40;title=\"Sensor"
                + " Index\",</sensors/temp>;rt=\"temperature-c\";if=\"sensor\",</sensors/light>;rt=\"light-lux"
                + " core#s-light\";if=sensor;obs;sz=10,"
                + "<http://www.example.com/sensors/t123>;anchor=\"/sensors/temp\";"
                + "rel=\"describedby\",</t>;anchor=\"/sensors/temp\";rel=\"alternate\"");
    assertEquals(
        List.of("sensors", "sensors/temp", "sensors/light", "t"),
        links.stream().map(Link::path).toList());
    assertEquals(List.of(40), links.getFirst().formats());
    assertEquals("Sensor Index", links.getFirst().title());
    Link light = links.get(2);
    assertEquals(List.of("light-lux", "core#s-light"), light.types());
    assertEquals(List.of("sensor"), light.interfaces());
    assertTrue(light.observable());
    assertEquals(10, light.size());
  }

  @Test
  void commasQuotesAndEscapesInsideOfValues() {
    List<Link> links = parse("</a>;title=\"one, \\\"two\\\"; three\";rt=x,</b>;ct=\"0 50 110\"");
    assertEquals("one, \"two\"; three", links.getFirst().title());
    assertEquals(List.of("x"), links.getFirst().types());
    assertEquals(List.of(0, 50, 110), links.getLast().formats());
  }

  @Test
  void relativeAndForeignTargets() {
    assertEquals(
        List.of("sensors/temp", "räume/1"),
        paths("<sensors/temp>,<coap://other.example/x>,</r%C3%A4ume/1>,</q?x=1>,<coap://[>"));
    assertEquals(List.of("fw/v2"), paths("<v2>;anchor=\"/fw/v1\""));
  }

  @Test
  void whatIsNoLinkIsLeftOut() {
    assertEquals(List.of("a", "c"), paths("</a>;;rt=\"x\",junk;x=\"<,>\",</c>,</c>"));
    assertEquals(List.of(), paths("hello"));
    assertEquals(List.of(), paths("</never/closed"));
    assertEquals(List.of("a"), paths("\r\n </a> ; rt = \"x\" \r\n"));
  }

  @Test
  void theNumberOfLinksIsBounded() {
    String many =
        IntStream.range(0, 3_000).mapToObj(i -> "</" + i + "x>").collect(Collectors.joining(","));
    assertEquals(Links.LINKS_MAX, paths(many).size());
  }
}
