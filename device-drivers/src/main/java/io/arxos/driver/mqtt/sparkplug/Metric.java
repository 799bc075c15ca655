package io.arxos.driver.mqtt.sparkplug;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One metric of a payload.
///
/// @param name empty when it is told by its alias
/// @param alias null when there is none
/// @param timestamp milliseconds since 1970; null when the metric does not say
/// @param type number of the data type; 0 when it is not said
/// @param historical of the past: not what the metric is now
/// @param empty is_null: there is no value now
/// @param properties those that are plain values, by their names
/// @param value null when there is none
record Metric(
    String name,
    @Nullable Long alias,
    @Nullable Long timestamp,
    int type,
    boolean historical,
    boolean empty,
    Map<String, Raw> properties,
    @Nullable Raw value) {}
