package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.coap.content.Definitions;
import io.arxos.driver.coap.content.Formats;
import io.arxos.driver.payload.Payload;
import org.jspecify.annotations.Nullable;

/// How a point's value is written.
///
/// @param path where to, without the leading slash
/// @param format of what is sent; [Formats#NONE] when the point does not say: text
/// @param template of the payload, with `{value}`; null for the value alone
record Sending(Method method, String path, int format, @Nullable String template) {
  enum Method {
    PUT,
    POST
  }

  static Sending of(Settings address, String path) {
    Method method = address.choice("set-method", Method.class, Method.PUT);
    int format = CoapPoint.format(address, "set-format", Formats.NONE);
    String template = address.has("set-template") ? address.text("set-template", "") : null;
    String own = address.text("set-path", path);
    if (template != null && !template.contains("{value}")) {
      address.problem("set-template", "set-template must have {value} in it");
    }
    if (format != Formats.NONE
        && template == null
        && format != Formats.TEXT
        && format != Formats.JSON
        && format != Formats.SENML_JSON
        && format != Formats.CBOR
        && format != Formats.LWM2M_TLV) {
      address.problem(
          "set-format", "set-format without set-template must be 0, 50, 60, 110 or " + "11542");
    }
    return new Sending(method, own.startsWith("/") ? own.substring(1) : own, format, template);
  }

  boolean isExplicit() {
    return template != null || format == Formats.SENML_JSON || format == Formats.LWM2M_TLV;
  }

  int formatOrText() {
    boolean document = template != null && template.strip().matches("(?s)[\\[{].*");
    return format == Formats.NONE ? (document ? Formats.JSON : Formats.TEXT) : format;
  }

  byte[] payload(Value value) {
    if (template != null) {
      return template.replace("{value}", Payload.text(value)).getBytes(UTF_8);
    }
    return Definitions.encode(path, formatOrText(), value);
  }
}
