package io.arxos.chaos;

import java.util.List;

/// A few faults, and whether the next cycle waits until these are got over or comes upon the
/// recovery.
record Cycle(List<Step> steps, boolean calm) {}
