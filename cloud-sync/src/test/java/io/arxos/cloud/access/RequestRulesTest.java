package io.arxos.cloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.cloud.access.RequestRules.From;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET,  127.0.0.1:80, -,                     cross-site,  true",
        "POST, 127.0.0.1:80, http://127.0.0.1:80,   same-origin, true",
        "POST, 127.0.0.1:80, http://127.0.0.1:80,   -,           true",
        "POST, 127.0.0.1:80, -,                     same-origin, true",
        "POST, 127.0.0.1:80, https://evil.example,  -,           false",
        "POST, 127.0.0.1:80, http://127.0.0.1:81,   -,           false",
        "POST, 127.0.0.1:80, http://localhost:80,   -,           false",
        "POST, 127.0.0.1:80, null,                  -,           false",
        "POST, 127.0.0.1:80, http://127.0.0.1:80,   cross-site,  false",
        "POST, 127.0.0.1:80, http://127.0.0.1:80,   same-site,   false",
        "POST, 127.0.0.1:80, -,                     none,        false",
        "POST, 127.0.0.1:80, -,                     -,           false",
        "DELETE, 127.0.0.1:80, -,                   -,           false"
      })
  void onlyOurOwnPageMayChangeAnything(
      String method,
      String host,
      @Nullable String origin,
      @Nullable String fetchSite,
      boolean allowed) {
    assertEquals(allowed, RequestRules.mayChange(new From(method, host, origin, fetchSite)));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, true",
    "localhost, true",
    "localhost:1, true",
    "[::1]:8080, true",
    "[::1], true",
    "evil.example:8080, false",
    "127.0.0.1.evil.example, false",
    "'', false"
  })
  void onlyLoopbackNamesAreServedInTheClear(String host, boolean allowed) {
    assertEquals(allowed, RequestRules.isLoopbackHost(host));
  }
}
