package io.arxos.cloud;

/// The version of this software, as in the build.
final class Version {
  static final String TEXT = "0.1.0";

  private Version() {}
}
