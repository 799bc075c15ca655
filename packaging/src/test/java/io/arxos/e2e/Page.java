package io.arxos.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The product's page in a real browser, looked at by what a person can see and by the hooks that
/// stand on every value.
final class Page implements AutoCloseable {
  private static final List<String> CHROMIUM =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final Playwright playwright;
  private final Browser browser;
  private final com.microsoft.playwright.Page page;

  Page(int width, int height) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(options());
    page =
        browser.newPage(
            new Browser.NewPageOptions().setViewportSize(width, height).setLocale("en-GB"));
    page.setDefaultTimeout(60_000);
  }

  private static BrowserType.LaunchOptions options() {
    Path chromium =
        CHROMIUM.stream()
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no Chromium: apt-get install chromium"));
    return new BrowserType.LaunchOptions()
        .setExecutablePath(chromium)
        .setArgs(
            List.of(
                "--no-sandbox",
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run"));
  }

  void open(String address) {
    page.navigate(address);
  }

  /// The value element of a point.
  Locator point(String path) {
    return page.locator("[data-point='" + path + "']").first();
  }

  /// The number shown for a point; NaN while there is none.
  double number(String path) {
    String value = point(path).getAttribute("data-value");
    try {
      return value == null ? Double.NaN : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  Locator byTestId(String id) {
    return page.getByTestId(id);
  }

  com.microsoft.playwright.Page raw() {
    return page;
  }

  void screenshot(String name) {
    page.screenshot(
        new com.microsoft.playwright.Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
