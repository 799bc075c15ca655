/// The site file and the gateway's settings: read, checked, typed. Every mistake is reported with
/// its line.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.config;
