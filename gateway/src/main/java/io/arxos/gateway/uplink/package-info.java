/// Journal blocks go up, acknowledgements and commands come down, on one stream.
///
/// Promise: what is in the journal reaches the store exactly once, or is named as a gap with its
/// reason. This side of it:
///
/// - Only synced blocks are sent, from the place the cloud names in its Welcome: alarms before
///   telemetry, the oldest incarnation first, in order, never more bytes in flight than the credit.
/// - An acknowledgement comes from the store's transaction. A Nack moves the place back; the copy
///   in the journal is read and checked again, and what is damaged becomes a gap.
/// - What the cloud asks for and the journal has no more becomes a gap record, so that the lane
///   goes on and the loss is listed.
/// - The journal is trimmed up to *safe*, never up to *committed*, and only by what was said in the
///   present session: after a restore of the store the cloud asks for older blocks again.
/// - What names another session is ignored.
/// - One message carries as many blocks of a lane as follow without a hole, as far as the cloud
///   allows and 64 KiB hold: an alarm never waits behind more than one such message.
/// - While a lane is more than 5 s behind, the newest values of points that somebody watches are
///   told ahead of their samples: conflated, at most one a second per point and a tenth of the
///   bytes, from the process image. They are no samples, and their samples follow.
///
/// `SyncSession` holds these rules and knows neither network nor thread. `Uplink` is the state
/// machine around it (waiting, greeting, streaming) with one bounded step, `work()`; the network is
/// behind `Link`. Only the classes named `…Wire` know the generated messages.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.uplink;
