/// Load programs: what the product costs, measured on the real processes, as figures per sample.
///
/// `./arxos bench way` starts a demo of its own in a folder of its own, adds points that a load
/// program feeds by MQTT, and reads processor time and memory from the kernel, bytes from the disk,
/// and the way from sensor to page from the stream that the page itself reads. Loads are bounded in
/// count and time.
@org.jspecify.annotations.NullMarked
package io.arxos.bench;
