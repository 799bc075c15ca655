package io.arxos.stage;

import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.Authority;
import io.arxos.cloud.access.LoginLinks;
import io.arxos.cloud.access.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// What an operator does by `arxos cloud ca …` and `arxos cloud login`: certificates and login
/// links.
public final class CloudTools {
  private static final String USER = "Demo";

  /// Of each set of files, the one that is written last.
  private static final String LAST_WRITTEN = "ca.pem";

  private final Path data;
  private final String page;

  public CloudTools(Path data, String page) {
    this.data = data;
    this.page = page;
  }

  public Path cloudData() {
    return data.resolve("cloud");
  }

  public Path gatewayKeys() {
    return data.resolve("keys").resolve("gateway");
  }

  public Path serviceKeys() {
    return data.resolve("keys").resolve("service");
  }

  /// Makes the authority and the certificates of the gateway and of one service, where they are not
  /// there yet. What an interrupted start has left half done is made anew.
  public void prepareKeys(String gateway) throws IOException {
    try {
      if (!Files.exists(cloudKeys().resolve("server.pem"))) {
        Tree.delete(cloudKeys());
        Tree.delete(data.resolve("keys"));
        Authority.init(cloudKeys(), Instant.now());
      }
      Authority authority = Authority.open(cloudKeys());
      if (!Files.exists(gatewayKeys().resolve(LAST_WRITTEN))) {
        Tree.delete(gatewayKeys());
        authority.gateway(gateway, gatewayKeys(), Instant.now());
      }
      if (!Files.exists(serviceKeys().resolve(LAST_WRITTEN))) {
        Tree.delete(serviceKeys());
        authority.service("demo", serviceKeys(), Instant.now());
      }
    } catch (AccessProblem e) {
      throw new IOException(e.line(), e);
    }
  }

  /// A link that logs one person in, once.
  public String loginLink() throws IOException {
    try {
      Signer signer = Signer.open(cloudKeys(), "login");
      return page + "/login?once=" + LoginLinks.make(signer, USER, Instant.now());
    } catch (AccessProblem e) {
      throw new IOException(e.line(), e);
    }
  }

  private Path cloudKeys() {
    return cloudData().resolve("keys");
  }
}
