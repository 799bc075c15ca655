package io.arxos.cloud.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The built page from the class path (`web/`). Files are few and small: each is read once, and
/// kept with its gzip form. Names of files carry a hash of their content (but for the entry), so
/// they are cached for ever.
final class PageFiles {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final int FILES_MAX = 500;
  private static final int GZIP_BYTES_MIN = 512;
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final ClassLoader loader;
  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  PageFiles(ClassLoader loader) {
    this.loader = loader;
  }

  /// @param gzip the same as `plain`, packed; empty when that gains nothing
  private record PageFile(String type, String tag, Buffer plain, Optional<Buffer> gzip) {}

  /// Serves a file, or the entry for an address that only the page itself understands.
  void serve(RoutingContext request) {
    String path = request.normalizedPath().substring(1);
    Optional<PageFile> file = path.isEmpty() ? Optional.empty() : find(path);
    if (file.isPresent()) {
      send(request, file.get(), path.startsWith("assets/") ? FOREVER : ASK_AGAIN);
      return;
    }
    boolean isFile = path.substring(path.lastIndexOf('/') + 1).contains(".");
    if (isFile) {
      Answers.problem(request, ApiProblem.of(404));
      return;
    }
    find("index.html")
        .ifPresentOrElse(
            entry -> send(request, entry, ASK_AGAIN),
            () ->
                Answers.problem(
                    request,
                    ApiProblem.notFound(
                        "This build of the cloud is without its page; the API is at /v1.")));
  }

  private static void send(RoutingContext request, PageFile file, String caching) {
    HttpServerResponse response = request.response();
    response
        .putHeader("cache-control", caching)
        .putHeader("etag", file.tag())
        .putHeader("vary", "accept-encoding");
    if (file.tag().equals(request.request().getHeader("if-none-match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("content-type", file.type());
    String accepted = request.request().getHeader("accept-encoding");
    boolean packed =
        file.gzip().isPresent()
            && accepted != null
            && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    response.putHeader("content-encoding", packed ? "gzip" : "identity");
    Buffer body = packed ? file.gzip().get() : file.plain();
    if (request.request().method().name().equals("HEAD")) {
      response.putHeader("content-length", Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private Optional<PageFile> find(String name) {
    PageFile known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = loader.getResourceAsStream("web/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      String extension = name.substring(name.lastIndexOf('.') + 1);
      String type = TYPES.get(extension);
      if (type == null) {
        return Optional.empty(); // a folder, or nothing that a page is made of
      }
      PageFile file = new PageFile(type, tag(bytes), Buffer.buffer(bytes), gzip(bytes));
      if (files.size() < FILES_MAX) {
        files.put(name, file);
      }
      return Optional.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Buffer> gzip(byte[] bytes) throws IOException {
    if (bytes.length < GZIP_BYTES_MIN) {
      return Optional.empty();
    }
    var packed = new ByteArrayOutputStream(bytes.length / 2);
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.size() < bytes.length * 0.9
        ? Optional.of(Buffer.buffer(packed.toByteArray()))
        : Optional.empty();
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
