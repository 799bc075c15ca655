package io.arxos.driver.coap;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.coap.content.Formats;
import io.arxos.driver.coap.content.Found;
import io.arxos.driver.payload.PayloadForm;
import java.util.List;

/// One point and the resource it is part of.
///
/// @param endpoint name of the device that registers itself; empty for any other
record CoapPoint(
    PointId id, Target target, boolean observe, Select select, Sending sending, String endpoint) {
  private static final int SEGMENT_BYTES_MAX = 255;

  /// How a point's value is told from others in the payload.
  sealed interface Select {
    /// The only value there is.
    record Whole() implements Select {}

    /// By the words or the pointer of a message, as for other protocols.
    record Message(PayloadForm form) implements Select {}

    /// By the name that the content gives it.
    record Named(Found.Part part, String name) implements Select {}
  }

  static CoapPoint of(PointBinding binding) {
    Settings address = binding.address();
    String path = path(address);
    int accept = format(address, "accept", Formats.NONE);
    boolean observe = address.flag("observe", false);
    Select select = select(address);
    Sending sending = Sending.of(address, path);
    if (binding.writable() && !(select instanceof Select.Whole) && !sending.isExplicit()) {
      address.problem(
          "pointer", "a point that is written and is a part of its payload needs set-template");
    }
    String endpoint = address.text("endpoint", "");
    address.done();
    return new CoapPoint(
        binding.point(), new Target(path, accept), observe, select, sending, endpoint);
  }

  private static String path(Settings address) {
    String given = address.text("path");
    String path = given.startsWith("/") ? given.substring(1) : given;
    for (String segment : path.split("/", -1)) {
      if ((!given.isEmpty() && segment.isEmpty()) || segment.length() > SEGMENT_BYTES_MAX) {
        address.problem("path", "path is \"" + given + "\"; it must be such as rooms/1/climate");
      }
    }
    if (path.contains("?") || path.contains("#")) {
      address.problem("path", "path must not have a query or a fragment");
    }
    return path;
  }

  private static Select select(Settings address) {
    PayloadForm form = PayloadForm.of(address);
    boolean message =
        List.of("pointer", "template", "on", "off", "partial").stream().anyMatch(address::has);
    String senml = address.text("senml", "");
    String lwm2m = address.text("lwm2m", "");
    int ways = (message ? 1 : 0) + (senml.isEmpty() ? 0 : 1) + (lwm2m.isEmpty() ? 0 : 1);
    if (ways > 1) {
      address.problem("senml", "only one of pointer, senml and lwm2m says where the value is");
    }
    if (!lwm2m.isEmpty() && !lwm2m.matches("(/\\d{1,5}){3,4}")) {
      address.problem("lwm2m", "lwm2m is \"" + lwm2m + "\"; it must be such as /3303/0/5700");
    }
    if (!senml.isEmpty()) {
      return new Select.Named(Found.Part.SENML, senml);
    }
    if (!lwm2m.isEmpty()) {
      return new Select.Named(Found.Part.LWM2M, lwm2m);
    }
    return message ? new Select.Message(form) : new Select.Whole();
  }

  static int format(Settings address, String key, int otherwise) {
    Object given = address.plain(key);
    int format = given == null ? otherwise : Formats.named(given.toString());
    if (given != null && format == Formats.NONE) {
      address.problem(
          key,
          key
              + " is \""
              + given
              + "\"; it must be a content format such as 110 or "
              + "application/senml+json");
    }
    return format;
  }
}
