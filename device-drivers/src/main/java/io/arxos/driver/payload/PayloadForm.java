package io.arxos.driver.payload;

import com.fasterxml.jackson.core.JsonPointer;
import io.arxos.driver.Settings;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where in a message a point's value stands, and how it is written there.
///
/// @param place where the value stands
/// @param time where the device's own time stands; null when it does not say
/// @param words what is said for true and false
/// @param partial a message without the value says nothing about the point; otherwise that is a
///   fault
/// @param conditions what a message must hold to be about the point at all
public record PayloadForm(
    Place place,
    @Nullable TimeForm time,
    TruthWords words,
    boolean partial,
    List<Condition> conditions) {
  private static final int CONDITIONS_MAX = 8;

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
  ///
  /// @param within where a text stands that is a document of its own; null when there is none
  public record At(JsonPointer pointer, @Nullable JsonPointer within) implements Place {
    @Override
    public String path() {
      return (within == null ? "" : within.toString()) + pointer;
    }
  }

  /// What a template makes of the message.
  public record Rendered(Rendering rendering) implements Place {
    @Override
    public String path() {
      return rendering.source();
    }
  }

  /// A record of a SenML pack (RFC 8428).
  ///
  /// @param name resolved: base name and name
  /// @param unit as the pack writes it; empty when records of any unit are meant
  public record Senml(String name, String unit) implements Place {
    @Override
    public String path() {
      return unit.isEmpty() ? name : name + " " + unit;
    }
  }

  /// A metric of a Sparkplug device: what a message says of it depends on the births before.
  ///
  /// @param device `GROUP/NODE` or `GROUP/NODE/DEVICE`
  public record Metric(String device, String name) implements Place {
    @Override
    public String path() {
      return name;
    }
  }

  /// A text, number or truth that must stand at a place, as text.
  public record Condition(JsonPointer pointer, String text) {}

  /// A plain value, or one in a JSON document, without words of its own.
  public PayloadForm(@Nullable JsonPointer pointer, @Nullable JsonPointer timePointer) {
    this(
        pointer == null ? new Whole() : new At(pointer, null),
        timePointer == null ? null : new TimeForm(timePointer, null),
        TruthWords.USUAL,
        false,
        List.of());
  }

  /// A metric of a Sparkplug device.
  public static PayloadForm metric(String device, String name) {
    return new PayloadForm(new Metric(device, name), null, TruthWords.USUAL, true, List.of());
  }

  /// Null when the value does not stand at a pointer.
  public @Nullable JsonPointer pointer() {
    return place instanceof At(JsonPointer pointer, var _) ? pointer : null;
  }

  /// Asks for `pointer`, `within`, `template`, `senml`, `when`, `partial`, `on`, `off`, `no-value`,
  /// `number`, `time-pointer` and `time-zone`.
  public static PayloadForm of(Settings address) {
    Place place = place(address);
    TimeForm time = TimeForm.of(address);
    if (time != null && (place instanceof Whole || place instanceof Senml)) {
      address.problem("time-pointer", "time-pointer needs pointer or template");
    }
    return new PayloadForm(
        place, time, TruthWords.of(address), address.flag("partial", false), conditions(address));
  }

  private static Place place(Settings address) {
    JsonPointer pointer = pointer(address, "pointer");
    JsonPointer within = pointer(address, "within");
    Rendering rendering = Rendering.of(address, "template");
    String senml = address.text("senml", "");
    String senmlUnit = address.text("senml-unit", "");
    if (senml.isEmpty() && !senmlUnit.isEmpty()) {
      address.problem("senml-unit", "senml-unit needs senml");
    }
    if (within != null && pointer == null) {
      address.problem("within", "within needs pointer: the place in the inner document");
    }
    long given = Stream.of("pointer", "template", "senml").filter(address::has).count();
    if (given > 1) {
      address.problem("pointer", "pointer, template and senml exclude each other");
    }
    if (pointer != null) {
      return new At(pointer, within);
    }
    if (rendering != null) {
      return new Rendered(rendering);
    }
    return senml.isEmpty() ? new Whole() : new Senml(senml, senmlUnit);
  }

  private static List<Condition> conditions(Settings address) {
    Settings when = address.section("when");
    if (when == null) {
      return List.of();
    }
    if (when.keys().size() > CONDITIONS_MAX) {
      address.problem("when", "when has more than " + CONDITIONS_MAX + " conditions");
    }
    return when.keys().stream()
        .map(key -> new Condition(compiled(when, key, key), when.text(key)))
        .toList();
  }

  static @Nullable JsonPointer pointer(Settings address, String key) {
    String text = address.text(key, "");
    if (text.isEmpty()) {
      return null;
    }
    return compiled(address, key, text);
  }

  private static JsonPointer compiled(Settings section, String key, String text) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException _) {
      section.problem(
          key, key + " is \"" + text + "\"; it must be a JSON pointer such as /temperature");
      return JsonPointer.empty();
    }
  }
}
