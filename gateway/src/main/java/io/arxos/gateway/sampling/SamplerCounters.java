package io.arxos.gateway.sampling;

/// What the sampler has done since it began.
///
/// @param readings that drivers delivered or control decided
/// @param samples offered to the journal and not refused at once
/// @param suppressed readings that changed nothing worth storing
/// @param refused samples that the journal did not take
/// @param unknown readings of points that the site does not have
public record SamplerCounters(
    long readings, long samples, long suppressed, long refused, long unknown) {}
