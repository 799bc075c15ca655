package io.arxos.driver.coap;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.payload.PayloadForm;

/// One point and the resource it is part of.
///
/// @param path without the leading slash
record CoapPoint(PointId id, String path, boolean observe, PayloadForm form) {
  private static final int SEGMENT_BYTES_MAX = 255;

  static CoapPoint of(PointBinding binding) {
    Settings address = binding.address();
    String given = address.text("path");
    String path = given.startsWith("/") ? given.substring(1) : given;
    boolean observe = address.flag("observe", false);
    PayloadForm form = PayloadForm.of(address);
    for (String segment : path.split("/", -1)) {
      if ((!given.isEmpty() && segment.isEmpty()) || segment.length() > SEGMENT_BYTES_MAX) {
        address.problem("path", "path is \"" + given + "\"; it must be such as rooms/1/climate");
      }
    }
    if (path.contains("?") || path.contains("#")) {
      address.problem("path", "path must not have a query or a fragment");
    }
    if (binding.writable() && form.pointer() != null) {
      address.problem("pointer", "a point that is written is plain text; it has no pointer");
    }
    address.done();
    return new CoapPoint(binding.point(), path, observe, form);
  }
}
