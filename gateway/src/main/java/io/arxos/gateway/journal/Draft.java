package io.arxos.gateway.journal;

import io.arxos.block.Columns;

/// Samples that are to become a block.
///
/// @param columns 1 to 500 samples
public record Draft(Lane lane, Columns columns) {}
