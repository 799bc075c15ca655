package io.arxos.driver.modbus;

import io.arxos.driver.modbus.register.Absence;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.Scaling;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A register as the site file's `address` would say it: complete, with no map behind it.
final class SunspecAddress {
  private SunspecAddress() {}

  static Map<String, Object> of(int unit, Register register) {
    Form form = register.form();
    Map<String, Object> address = new LinkedHashMap<>();
    address.put("unit-id", unit);
    address.put("table", register.table().toString());
    address.put("register", register.address());
    address.put("type", form.type().toString());
    if (form.type().words() == 0) {
      address.put("words", form.words());
    }
    if (!form.scaling().equals(Scaling.NONE)) {
      address.put("scale", form.scaling().scale().doubleValue());
    }
    register.scale().ifPresent(scale -> address.put("scale-register", scale.address()));
    if (!form.absence().equals(Absence.NEVER)) {
      address.put("not-available", patterns(form.absence().patterns()));
    }
    if (!form.names().states().isEmpty()) {
      address.put("names", texts(form.names().states()));
    }
    if (!form.names().flags().isEmpty()) {
      address.put("flags", texts(form.names().flags()));
    }
    return address;
  }

  private static List<String> patterns(List<BigInteger> patterns) {
    return patterns.stream()
        .map(pattern -> "0x" + pattern.toString(16).toUpperCase(Locale.ROOT))
        .toList();
  }

  private static Map<String, String> texts(Map<?, String> names) {
    Map<String, String> texts = new TreeMap<>();
    names.forEach((number, name) -> texts.put(number.toString(), name));
    return texts;
  }
}
