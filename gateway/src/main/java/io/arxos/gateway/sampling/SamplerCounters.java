package io.arxos.gateway.sampling;

/// What the sampler has done since it began.
///
/// @param readings that drivers delivered or control decided
/// @param samples offered to the journal and not refused at once
/// @param suppressed readings that changed nothing worth storing
/// @param refused samples that the journal did not take, each time that it did not
/// @param lost those of the refused that nobody sends again: polled, or sent once without an
///   acknowledgement
/// @param unknown readings of points that the site does not have
public record SamplerCounters(
    long readings, long samples, long suppressed, long refused, long lost, long unknown) {
  SamplerCounters refused(int more, int ofThemLost) {
    return new SamplerCounters(
        readings, samples - more, suppressed, refused + more, lost + ofThemLost, unknown);
  }
}
