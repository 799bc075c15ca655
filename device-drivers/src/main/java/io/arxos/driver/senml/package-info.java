/// Sensor Measurement Lists (RFC 8428) in JSON and CBOR, for every protocol that carries them.
///
/// Promises: whatever the bytes, a pack is either refused with a reason or resolved: every record
/// has its whole name, the base values are added, and a relative time has become an instant. A
/// record whose value makes no sense is a fault reading and leaves the others as they are; a pack
/// in which no record has a name is refused.
///
/// Why a whole pack is refused for a version or a mandatory label that is not understood: the
/// standard says so, because such a pack may mean something else than it seems to. A wrong name or
/// value can only be wrong by itself.
///
/// Why sums are made in decimals: 20 and 0.3 are 20.3 in a building, and not 20.300000000000001.
/// For the same reason a CBOR float of 32 or 16 bits is read as its shortest decimal.
///
/// Why the units have a table here: the registry of SenML has names of its own (`%RH`, `VA`, `/`),
/// some of which mean something else in UCUM.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.senml;
