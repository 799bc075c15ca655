package io.arxos.gateway.control;

import io.arxos.driver.Clock;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.sampling.PointPublisher;
import java.util.concurrent.Executor;

/// What control is connected to. In a rehearsal every one of these is plain code in the same
/// thread.
///
/// @param journal where commands and events become durable
/// @param calls runs calls to devices; in production a virtual thread each, in a rehearsal at once
/// @param saving runs saves of what is in hand, one at a time
public record ControlSeams(
    Clock clock,
    Surroundings surroundings,
    PointPublisher publisher,
    OutputWriter writer,
    Inbox journal,
    HoldStore holds,
    Executor calls,
    Executor saving) {}
