package io.arxos.driver.coap.content;

import java.util.Locale;
import java.util.Map;

/// Content formats by number (IANA, "CoAP Content-Formats").
public final class Formats {
  /// The message does not say.
  public static final int NONE = -1;

  public static final int TEXT = 0;
  public static final int LINKS = 40;
  public static final int OCTETS = 42;
  public static final int EXI = 47;
  public static final int JSON = 50;
  public static final int CBOR = 60;
  public static final int MULTIPART = 62;
  public static final int CBOR_SEQUENCE = 63;
  public static final int SENML_JSON = 110;
  public static final int SENSML_JSON = 111;
  public static final int SENML_CBOR = 112;
  public static final int SENSML_CBOR = 113;
  public static final int OCF_CBOR = 10_000;
  public static final int LWM2M_TLV = 11_542;
  public static final int LWM2M_JSON = 11_543;
  public static final int LWM2M_CBOR = 11_544;

  /// As devices said it before the numbers were registered.
  private static final int OLD_TEXT = 1541;

  private static final int OLD_TLV = 1542;
  private static final int OLD_JSON = 1543;
  private static final int OLD_OPAQUE = 1544;
  private static final int MAX = 65_535;

  private static final Map<String, Integer> BY_NAME =
      Map.ofEntries(
          Map.entry("text/plain", TEXT),
          Map.entry("application/link-format", LINKS),
          Map.entry("application/xml", 41),
          Map.entry("application/octet-stream", OCTETS),
          Map.entry("application/exi", EXI),
          Map.entry("application/json", JSON),
          Map.entry("application/cbor", CBOR),
          Map.entry("application/multipart-core", MULTIPART),
          Map.entry("application/cbor-seq", CBOR_SEQUENCE),
          Map.entry("application/senml+json", SENML_JSON),
          Map.entry("application/sensml+json", SENSML_JSON),
          Map.entry("application/senml+cbor", SENML_CBOR),
          Map.entry("application/sensml+cbor", SENSML_CBOR),
          Map.entry("application/senml-exi", 114),
          Map.entry("application/sensml-exi", 115),
          Map.entry("application/senml+xml", 310),
          Map.entry("application/sensml+xml", 311),
          Map.entry("application/senml-etch+json", 320),
          Map.entry("application/senml-etch+cbor", 322),
          Map.entry("application/td+json", 432),
          Map.entry("application/vnd.ocf+cbor", OCF_CBOR),
          Map.entry("application/vnd.oma.lwm2m+text", TEXT),
          Map.entry("application/vnd.oma.lwm2m+opaque", OCTETS),
          Map.entry("application/vnd.oma.lwm2m+tlv", LWM2M_TLV),
          Map.entry("application/vnd.oma.lwm2m+json", LWM2M_JSON),
          Map.entry("application/vnd.oma.lwm2m+cbor", LWM2M_CBOR));

  private Formats() {}

  /// The number of a media type, or of a number written as text; [#NONE] when it is none.
  public static int named(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (name.matches("\\d{1,5}")) {
      int number = Integer.parseInt(name);
      return number <= MAX ? number : NONE;
    }
    int parameters = name.indexOf(';');
    String type = parameters < 0 ? name : name.substring(0, parameters).strip();
    Integer known = BY_NAME.get(type);
    if (known != null) {
      return known;
    }
    return type.endsWith("+json") ? JSON : type.endsWith("+cbor") ? CBOR : NONE;
  }

  /// The registered number of one that is not.
  static int registered(int format) {
    return switch (format) {
      case OLD_TEXT -> TEXT;
      case OLD_TLV -> LWM2M_TLV;
      case OLD_JSON -> LWM2M_JSON;
      case OLD_OPAQUE -> OCTETS;
      case OCF_CBOR -> CBOR;
      case 320, 432, 256, 51, 52 -> JSON; // all of them are JSON by another name
      case 257 -> CBOR; // problem details (RFC 9290)
      default -> format;
    };
  }

  /// Why nothing can be made of a format; empty when something may be.
  static String refusal(int format) {
    return switch (format) {
      case EXI, 114, 115 -> "EXI is not understood; the device may have JSON or CBOR as well";
      case 41, 310, 311 -> "XML is not understood; the device may have JSON or CBOR as well";
      case 16, 17, 18, 96, 97, 98, 101, 102, 10_001 -> "payload is encrypted or signed (COSE)";
      case 21, 22, 23, 24, 30_000 -> "payload is a picture";
      case 322 -> "payload changes records (SenML-ETCH) and has none of its own";
      default -> "";
    };
  }
}
