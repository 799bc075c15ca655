package io.arxos.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the demo was asked to run.
///
/// @param data where journal, store and keys live
/// @param pagePort 0: any free one
/// @param physicsSpeed how much faster than the clock the building's physics run
/// @param site the site file
/// @param limit ends by itself after this; null: only by a person
record Options(
    Path data, int pagePort, double physicsSpeed, long seed, Path site, @Nullable Duration limit) {}
