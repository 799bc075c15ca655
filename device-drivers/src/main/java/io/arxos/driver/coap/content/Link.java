package io.arxos.driver.coap.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One resource that a device says it has (RFC 6690).
///
/// @param path without its first slash, percent-encoding resolved
/// @param attributes by name; an attribute without a value has an empty one
public record Link(String path, Map<String, List<String>> attributes) {
  public Link {
    attributes = Map.copyOf(attributes);
  }

  /// `rt`: what it is.
  public List<String> types() {
    return words("rt");
  }

  /// `if`: how it is used.
  public List<String> interfaces() {
    return words("if");
  }

  /// `ct`: its content formats by number, the device's favourite first.
  public List<Integer> formats() {
    return words("ct").stream()
        .filter(word -> word.matches("\\d{1,5}"))
        .map(Integer::valueOf)
        .toList();
  }

  /// `obs`: whether it tells changes by itself.
  public boolean observable() {
    return attributes.containsKey("obs");
  }

  /// `sz`: bytes, or -1 when the device does not say.
  public long size() {
    return words("sz").stream()
        .filter(word -> word.matches("\\d{1,9}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(-1);
  }

  /// `title`, or empty.
  public String title() {
    return String.join(" ", attributes.getOrDefault("title", List.of()));
  }

  private List<String> words(String name) {
    var words = new ArrayList<String>();
    for (String value : attributes.getOrDefault(name, List.of())) {
      for (String word : value.strip().split("\\s+")) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words;
  }
}
