/// The line doctor: what the recorded evidence of a line and its points says, one plain sentence
/// for each fault that it knows the signature of.
///
/// Evidence comes from two places. A driver counts what happened between it and its devices
/// ([io.arxos.driver.line.LineReport]); whoever takes its readings keeps the last of each point
/// with the time of arrival ([io.arxos.driver.doctor.PointHistory]). Every signature is a pure
/// function of them, so a fault seen once in the field becomes a test by writing its numbers down.
///
/// Promises: a healthy line gives no finding. Where evidence fits a fault and something ordinary
/// alike, nothing is said: an installer who was sent to the roof for nothing does not look at the
/// next finding. So a signature wants several observations, and a contrast: this unit is garbled
/// *and its neighbours are not*; this value is impossible as declared *and usual in another way*.
///
/// Why bands by class: 71 is a good flow temperature, a bad room temperature, and in °F a good one.
/// Which values are possible and which are usual depends on what a point measures, and its Brick
/// class says that. [Plausibility] is the table.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.doctor;
