/// The cloud's settings: `cloud.yaml`, overruled by the environment, overruled by flags.
///
/// Promises: a key that nobody knows stops the start, with its line and the nearest known key;
/// every mistake is found at once, not one per start; defaults stand in one place,
/// [io.arxos.cloud.config.CloudConfig]; a secret is never in the file, only the path of its file.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.config;
