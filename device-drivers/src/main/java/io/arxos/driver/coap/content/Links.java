package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a document of links (RFC 6690): `</a>;rt="x y";ct=40,</b>;obs`. What is not by the grammar
/// is left out to the next comma; links to other hosts, and links with a query, are left out, too.
public final class Links {
  public static final int LINKS_MAX = 1_000;
  private static final int ATTRIBUTES_MAX = 32;
  private static final URI HERE = URI.create("coap://here.invalid/");

  private final String text;
  private int at;

  private Links(String text) {
    this.text = text;
  }

  /// The links in the device's order, each path once; empty when the document is none.
  public static List<Link> parse(byte[] document) {
    if (document.length > Content.BYTES_MAX) {
      return List.of();
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return new Links(text).all();
    } catch (CharacterCodingException _) {
      return List.of();
    }
  }

  private List<Link> all() {
    var links = new LinkedHashMap<String, Link>();
    while (at < text.length() && links.size() < LINKS_MAX) {
      one().ifPresent(link -> links.putIfAbsent(link.path(), link));
      skipTo(',');
      at++;
    }
    return List.copyOf(links.values());
  }

  private Optional<Link> one() {
    skipBlanks();
    if (!take('<')) {
      return Optional.empty();
    }
    int end = text.indexOf('>', at);
    if (end < 0) {
      at = text.length();
      return Optional.empty();
    }
    String target = text.substring(at, end).strip();
    at = end + 1;
    Map<String, List<String>> attributes = attributes();
    String anchor = String.join("", attributes.getOrDefault("anchor", List.of()));
    return path(target, anchor).map(path -> new Link(path, attributes));
  }

  private Map<String, List<String>> attributes() {
    var attributes = new LinkedHashMap<String, List<String>>();
    skipBlanks();
    while (take(';')) {
      skipBlanks();
      int from = at;
      while (at < text.length() && "=;, \t\r\n\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String name = text.substring(from, at).toLowerCase(Locale.ROOT);
      skipBlanks();
      String value = take('=') ? value() : "";
      if (!name.isEmpty() && attributes.size() < ATTRIBUTES_MAX) {
        List<String> values = attributes.computeIfAbsent(name, _ -> new ArrayList<>());
        if (values.size() < ATTRIBUTES_MAX) {
          values.add(value);
        }
      }
      skipBlanks();
    }
    return attributes;
  }

  private String value() {
    skipBlanks();
    if (take('"')) {
      return quoted();
    }
    int from = at;
    while (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',') {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private String quoted() {
    var value = new StringBuilder();
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '"') {
        break;
      }
      if (next == '\\' && at < text.length()) {
        next = text.charAt(at++);
      }
      value.append(next);
    }
    return value.toString();
  }

  /// The path on the device that was asked; empty when the link leads elsewhere.
  private static Optional<String> path(String target, String anchor) {
    try {
      URI base = anchor.isEmpty() ? HERE : HERE.resolve(anchor);
      URI uri = base.resolve(target);
      boolean here = HERE.getHost().equals(uri.getHost()) && uri.getRawQuery() == null;
      String path = uri.getPath();
      return here && path != null ? Optional.of(path.replaceAll("^/+", "")) : Optional.empty();
    } catch (IllegalArgumentException _) { // not a URI
      return Optional.empty();
    }
  }

  private boolean take(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /// A separator inside of quotes is none.
  private void skipTo(char separator) {
    boolean quoted = false;
    while (at < text.length() && (quoted || text.charAt(at) != separator)) {
      quoted ^= text.charAt(at) == '"';
      at++;
    }
  }
}
