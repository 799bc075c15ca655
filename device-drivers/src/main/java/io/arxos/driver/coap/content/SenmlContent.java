package io.arxos.driver.coap.content;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.senml.SenmlPack;
import io.arxos.driver.senml.SenmlRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Records of SenML: values of LwM2M's resources where their names say so, values by their names
/// otherwise.
final class SenmlContent {
  /// A path of a resource behind the name of a device, such as
  /// `urn:dev:ow:10e2073a01:/3303/0/5700`.
  private static final Pattern BEHIND =
      Pattern.compile(".*?[^/\\d](/\\d{1,5}/\\d{1,5}/\\d{1,5}(?:/\\d{1,5})?)");

  private SenmlContent() {}

  /// @param asked null when the question was not for an LwM2M object
  static List<Found> of(SenmlPack pack, @Nullable ObjectPath asked) {
    return switch (pack) {
      case SenmlPack.Malformed(String reason) -> List.of(Found.bad(reason));
      case SenmlPack.Records(List<SenmlRecord> records) -> found(records, asked);
    };
  }

  private static List<Found> found(List<SenmlRecord> records, @Nullable ObjectPath asked) {
    var raws = new ArrayList<Raw>();
    var found = new ArrayList<Found>();
    for (SenmlRecord record : records) {
      ObjectPath path = path(record.name(), asked);
      if (path == null) {
        found.add(named(record));
      } else {
        raws.add(
            new Raw(path, form(record.value()), record.value().origin().time(), record.unit()));
      }
    }
    found.addAll(ObjectValues.of(raws, asked == null ? ObjectPath.ROOT : asked));
    return found;
  }

  private static @Nullable ObjectPath path(String name, @Nullable ObjectPath asked) {
    ObjectPath whole = ObjectPath.of(name);
    if (whole != null && whole.isResource() && (asked != null || isKnown(whole))) {
      return whole;
    }
    if (asked != null && name.matches("[\\d/]*")) {
      boolean joined = asked.isResource() && name.isEmpty();
      ObjectPath below = joined ? asked : ObjectPath.of(asked + "/" + name);
      if (below != null && below.isResource()) {
        return below;
      }
    }
    Matcher behind = BEHIND.matcher(name);
    ObjectPath end = behind.matches() ? ObjectPath.of(behind.group(1)) : null;
    return end != null && isKnown(end) ? end : null;
  }

  private static boolean isKnown(ObjectPath path) {
    return ObjectTable.object(path.object()) != null;
  }

  private static Raw.Form form(Reading reading) {
    return switch (reading) {
      case Reading.Bad(var _, String reason, var _) -> new Raw.Wrong(reason);
      case Reading.Good(Value.Num(double number), var _) ->
          new Raw.Numeric(BigDecimal.valueOf(number));
      case Reading.Good(Value.Int(long number), var _) ->
          new Raw.Numeric(BigDecimal.valueOf(number));
      case Reading.Good(Value.Bool(boolean flag), var _) -> new Raw.Flag(flag);
      case Reading.Good(Value.Text(String text), var _) -> new Raw.Text(text);
    };
  }

  private static Found named(SenmlRecord record) {
    Meaning meaning = Names.meaning(record.unit(), record.name(), record.value());
    return new Found(
        record.name(), Found.Part.SENML, record.name(), meaning, record.value(), false);
  }
}
