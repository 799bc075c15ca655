package io.arxos.driver.naming;

/// Proposes what a point is from the name that its vendor gave it.
public final class PointNames {
  private PointNames() {}

  /// The same name always gives the same proposal. A name that says nothing gives confidence 0.
  public static NameProposal read(String vendorName) {
    return new NameReader(vendorName).proposal(vendorName);
  }
}
