package io.arxos.driver.payload;

import com.fasterxml.jackson.core.JsonPointer;
import io.arxos.driver.Settings;
import org.jspecify.annotations.Nullable;

/// Where in a message a point's value stands.
///
/// @param pointer JSON pointer (RFC 6901); null when the whole payload is one plain value
/// @param timePointer where the device's own time stands; null when it does not say
public record PayloadForm(@Nullable JsonPointer pointer, @Nullable JsonPointer timePointer) {
  /// Asks for `pointer` and `time-pointer`.
  public static PayloadForm of(Settings address) {
    var form = new PayloadForm(pointer(address, "pointer"), pointer(address, "time-pointer"));
    if (form.timePointer != null && form.pointer == null) {
      address.problem("time-pointer", "time-pointer needs pointer: a plain payload has no time");
    }
    return form;
  }

  private static @Nullable JsonPointer pointer(Settings address, String key) {
    String text = address.text(key, "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException _) {
      address.problem(
          key, key + " is \"" + text + "\"; it must be a JSON pointer such as /temperature");
      return null;
    }
  }
}
