/// SunSpec: devices that say themselves what they are and where their points lie.
///
/// Promises: the chain of models behind the mark `SunS` is walked at each of the three places where
/// the specification allows it; each known model gives its points with scale factors, names of
/// states and flags, and what means "not implemented"; repeated groups are counted by the device's
/// own counters or, where it has none, by the length of the model. An unknown model is stepped
/// over.
///
/// Why a counter at 0 is a value: SunSpec says that an accumulator of 0 may mean "not accumulated".
/// A meter that never exported says 0 as well, and a fault for it would hide a good meter.
///
/// The models are those of https://github.com/sunspec/models (Apache-2.0), descriptions left out;
/// see `LICENSE.txt` beside them.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.modbus.sunspec;
