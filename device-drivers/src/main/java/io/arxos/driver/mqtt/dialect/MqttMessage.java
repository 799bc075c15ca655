package io.arxos.driver.mqtt.dialect;

import java.time.Instant;

/// One message as it came.
///
/// @param retained kept by the broker: it may be old
public record MqttMessage(String topic, byte[] payload, boolean retained, Instant receivedAt) {}
