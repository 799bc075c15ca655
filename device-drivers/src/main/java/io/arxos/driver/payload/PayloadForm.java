package io.arxos.driver.payload;

import com.fasterxml.jackson.core.JsonPointer;
import io.arxos.driver.Settings;
import org.jspecify.annotations.Nullable;

/// Where in a message a point's value stands, and how it is written there.
///
/// @param place where the value stands
/// @param time where the device's own time stands; null when it does not say
/// @param words what is said for true and false
/// @param partial a message without the value says nothing about the point; otherwise that is a
///   fault
public record PayloadForm(Place place, @Nullable TimeForm time, TruthWords words, boolean partial) {

  /// A place in a payload.
  public sealed interface Place {
    /// For people: a JSON pointer or the like; empty for the whole payload.
    String path();
  }

  /// The whole payload is one plain value.
  public record Whole() implements Place {
    @Override
    public String path() {
      return "";
    }
  }

  /// A value in a JSON document (RFC 6901).
  public record At(JsonPointer pointer) implements Place {
    @Override
    public String path() {
      return pointer.toString();
    }
  }

  /// A plain value, or one in a JSON document, without words of its own.
  public PayloadForm(@Nullable JsonPointer pointer, @Nullable JsonPointer timePointer) {
    this(
        pointer == null ? new Whole() : new At(pointer),
        timePointer == null ? null : new TimeForm(timePointer, null),
        TruthWords.USUAL,
        false);
  }

  /// Null when the value does not stand at a pointer.
  public @Nullable JsonPointer pointer() {
    return place instanceof At(JsonPointer pointer) ? pointer : null;
  }

  /// Asks for `pointer`, `partial`, `on`, `off`, `time-pointer` and `time-zone`.
  public static PayloadForm of(Settings address) {
    JsonPointer pointer = pointer(address, "pointer");
    TimeForm time = TimeForm.of(address);
    Place place = pointer == null ? new Whole() : new At(pointer);
    if (time != null && place instanceof Whole) {
      address.problem("time-pointer", "time-pointer needs pointer: a plain payload has no time");
    }
    return new PayloadForm(place, time, TruthWords.of(address), address.flag("partial", false));
  }

  static @Nullable JsonPointer pointer(Settings address, String key) {
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
