package io.arxos.driver.modbus;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns answers of units into readings, by the code that the running driver uses.
public final class WordDecoder {
  private static final int WORDS_MAX = 1_000_000;

  private final Decoding decoding;
  private final Map<Integer, RegisterImage> units = new LinkedHashMap<>();
  private int words;

  /// How words are understood.
  interface Decoding {
    /// @param image all that the unit has said up to now, this answer included
    List<Decoded> decode(RegisterImage image, Table table, int first, int count);
  }

  private WordDecoder(Decoding decoding) {
    this.decoding = decoding;
  }

  /// Every group of words is a value of the same form; bits are bits.
  ///
  /// @param unit as the maker writes it; may be empty
  public static WordDecoder plain(Form form, Meaning meaning) {
    return new WordDecoder(
        (image, table, first, count) -> groups(form, meaning, image, new Run(table, first, count)));
  }

  /// By a map of the device.
  public static WordDecoder of(Maps.Layout layout) {
    return new WordDecoder(new MapDecoding(layout));
  }

  /// In the order of the map; never empty.
  public List<Decoded> decode(Exchange exchange) {
    int function = exchange.function();
    if (function > 0x80 && function <= 0xFF) {
      int code = exchange.words().length > 0 ? exchange.words()[0] : 0;
      return List.of(bad(Refusals.reading(code)));
    }
    Optional<Table> table = Table.readBy(function);
    if (table.isEmpty()) {
      return List.of(bad(Reading.fault("function " + function + " reads no registers")));
    }
    int count = exchange.words().length;
    if (count == 0) {
      return List.of(bad(Reading.fault("there are no words in the answer")));
    }
    if (exchange.address() + count - 1 > Register.ADDRESS_MAX) {
      return List.of(bad(Reading.fault("the words go beyond register 65535")));
    }
    if (table.get().bits() && Arrays.stream(exchange.words()).anyMatch(word -> word > 1)) {
      return List.of(bad(Reading.fault("a " + table.get() + " is 0 or 1")));
    }
    return decoding.decode(
        remembered(exchange, table.get()), table.get(), exchange.address(), count);
  }

  private RegisterImage remembered(Exchange exchange, Table table) {
    if (words > WORDS_MAX) {
      units.clear();
      words = 0;
    }
    RegisterImage image = units.computeIfAbsent(exchange.unit(), _ -> new RegisterImage());
    int before = image.size();
    image.put(table, exchange.address(), exchange.words());
    words += image.size() - before;
    return image;
  }

  private record Run(Table table, int first, int count) {}

  private static List<Decoded> groups(Form form, Meaning meaning, RegisterImage image, Run run) {
    Form own = run.table().bits() ? Form.of(RegisterType.BOOL, 1) : form;
    List<Decoded> all = new ArrayList<>();
    for (int at = run.first(); at < run.first() + run.count(); at += own.words()) {
      int rest = run.first() + run.count() - at;
      Reading reading =
          rest < own.words()
              ? Reading.fault(
                  "too few words: a "
                      + own.type()
                      + " takes "
                      + own.words()
                      + ", "
                      + rest
                      + " left")
              : Register.of(run.table(), at, own).read(image);
      all.add(
          new Decoded(
              run.table() + "-" + at,
              run.table().bits() ? Meaning.UNKNOWN : meaning,
              reading,
              run.table() + " " + at));
    }
    return all;
  }

  private static Decoded bad(Reading reading) {
    return new Decoded("", Meaning.UNKNOWN, reading, "");
  }
}
