/// Listens to the site's drivers for a while and says what is wrong on their lines.
///
/// Promises: nothing is written to a device; what it keeps of a point is bounded; while nobody
/// examines, it costs the sampler one look at an empty field per batch.
///
/// Why two ways in: a line has one master and a broker one session of a name, so beside a running
/// gateway the examination must be its own; [io.arxos.gateway.doctor.LineCheck] serves its page and
/// the command alike.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.doctor;
