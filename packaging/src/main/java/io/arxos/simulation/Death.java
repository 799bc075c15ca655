package io.arxos.simulation;

/// A process ends between two calls. No error of ours: nothing may catch it.
final class Death extends Error {
  private static final long serialVersionUID = 1L;

  Death(String where) {
    super(where, null, false, false);
  }
}
