package io.arxos.driver.coap.content;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// LwM2M's CBOR (OMA-TS-LightweightM2M_Core-V1_2, 7.4.6): maps whose keys are numbers, or lists of
/// numbers where levels are left out, nested down to the values.
final class Lwm2mCbor {
  private static final int LEVELS = 4;

  private final List<Raw> raws = new ArrayList<>();
  private final ObjectPath asked;

  private Lwm2mCbor(ObjectPath asked) {
    this.asked = asked;
  }

  static List<Raw> parse(Object item, ObjectPath asked) {
    var cbor = new Lwm2mCbor(asked);
    cbor.walk(item, List.of());
    return cbor.raws;
  }

  private void walk(Object item, List<Integer> above) {
    if (!(item instanceof Map<?, ?> map)) {
      add(above, form(item));
      return;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      List<Integer> ids = new ArrayList<>(above);
      if (keys(entry.getKey(), ids) && ids.size() <= LEVELS) {
        walk(entry.getValue(), ids);
      }
    }
  }

  private static boolean keys(Object key, List<Integer> ids) {
    switch (key) {
      case Long id when id >= 0 && id <= ObjectPath.ID_MAX -> ids.add(id.intValue());
      case String text when text.matches("\\d{1,5}") -> ids.add(Integer.parseInt(text));
      case List<?> list -> {
        for (Object one : list) {
          if (one instanceof List || !keys(one, ids)) {
            return false;
          }
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Paths are whole by the standard. One that is too short goes on where the question ended.
  private void add(List<Integer> ids, Raw.Form form) {
    var whole = new ArrayList<Integer>();
    boolean begins = !ids.isEmpty() && (asked.object() < 0 || ids.getFirst() == asked.object());
    if (ids.size() < 3 && !(begins && asked.object() < 0)) {
      for (int id : new int[] {asked.object(), asked.instance(), asked.resource(), asked.part()}) {
        if (id >= 0 && whole.size() + ids.size() < LEVELS) {
          whole.add(id);
        }
      }
    }
    whole.addAll(ids);
    ObjectPath path = ObjectPath.of(text(whole));
    if (path != null && path.isResource()) {
      raws.add(new Raw(path, form, null));
    }
  }

  private static String text(List<Integer> ids) {
    var text = new StringBuilder();
    ids.forEach(id -> text.append('/').append(id));
    return text.toString();
  }

  static Raw.Form form(Object item) {
    return switch (item) {
      case Long number -> new Raw.Numeric(BigDecimal.valueOf(number));
      case BigInteger number -> new Raw.Numeric(new BigDecimal(number));
      case BigDecimal number -> new Raw.Numeric(number);
      case Double number ->
          Double.isFinite(number)
              ? new Raw.Numeric(BigDecimal.valueOf(number))
              : new Raw.Wrong("value is not a finite number");
      case Boolean flag -> new Raw.Flag(flag);
      case String text -> new Raw.Text(text);
      case byte[] bytes -> new Raw.Opaque(bytes);
      default -> new Raw.Wrong("value is neither number nor text");
    };
  }
}
