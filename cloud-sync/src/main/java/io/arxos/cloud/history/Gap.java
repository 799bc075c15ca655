package io.arxos.cloud.history;

/// A stretch without data.
///
/// @param fromUs UTC microseconds
/// @param toUs exclusive; as far as is known now when it is open
/// @param open nothing has come since
/// @param reason for people
/// @param willBackfill the gateway still holds data of it and will send them
public record Gap(long fromUs, long toUs, boolean open, String reason, boolean willBackfill) {}
