package io.arxos.driver.coap;

import io.arxos.driver.coap.content.Formats;
import org.eclipse.californium.core.coap.Request;

/// What is asked for.
///
/// @param path without the leading slash
/// @param accept content format by number; [Formats#NONE] leaves it to the device
record Target(String path, int accept) {
  static Target of(String path) {
    return new Target(path, Formats.NONE);
  }

  /// The question, of whoever it is put to.
  Request get() {
    Request request = Request.newGet();
    if (accept != Formats.NONE) {
      request.getOptions().setAccept(accept);
    }
    return request;
  }
}
