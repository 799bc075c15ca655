/// A past for a simulated building, so that its first look is not empty: the same building model
/// that the simulated devices speak for is stepped in this process, through the same sampler,
/// control and journal that serve the present, only without waiting.
///
/// Why here and not in the simulation: a sample has to pass the sampler and control to be one, and
/// the past must be journaled before the present begins, under an incarnation of its own.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.rehearsal;
