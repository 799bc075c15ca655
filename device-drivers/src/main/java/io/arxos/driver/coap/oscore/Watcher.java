package io.arxos.driver.coap.oscore;

/// Goes with a request as its observer, to know why it got no answer.
public interface Watcher {
  /// Something came that is not believed; the genuine answer may still come.
  void onRefused(String why);
}
