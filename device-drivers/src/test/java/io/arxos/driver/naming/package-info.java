/// Proofs that names are read right: of quantities, of whole points in three languages, and that no
/// class is said that Brick does not have.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.naming;
