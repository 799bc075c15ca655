/// Control: what every writable point of the building shall be, decided once a second.
///
/// **One cycle.** Freeze the process image; let people's commands and the loops write levels of the
/// priority arrays; let the arrays decide; clamp to the write range; hand what has changed to the
/// devices; publish what is in force. All inputs of a cycle come from one snapshot, and nothing in
/// a cycle waits: not for a device, not for the journal, not for the disk, not for the cloud. What
/// those have to say comes back as an answer in a later cycle.
///
/// **One arbiter.** Every writable point has the sixteen levels of BACnet and a relinquish default.
/// People have 8 (at the gateway) to 16, loops and the output table have 16. Whoever writes says
/// who and why, and for how long: every level ends by itself. What people hold survives a restart
/// and a power cut with what its lease has left ([io.arxos.gateway.control.HoldStore]); what loops
/// want does not.
///
/// **The output table** says for every output where it goes when its loop cannot decide. It takes
/// the loop's place on level 16, so what a person holds stays in force through a failure. Two
/// exceptions are not failures: a clean stop takes the output to `stopped` whoever holds it,
/// because nobody will be there to end a lease; and an output that nobody drives follows its
/// relinquish default.
///
/// **Outputs** are written in the first cycle after the start, when they change by a thousandth of
/// their range, and at least every 60 s. Each write is read back. A device that reads something
/// else and has not moved for 10 s is a `mismatch` in the alarm lane, one that has taken no write
/// for 10 s an `output-failed`; each is said once, and once when it is over. The point's own status
/// stays what the device says: a stuck valve's position is a good reading, and other loops may need
/// it.
///
/// **After a restart** a loop goes on from what its device has. Where the output table says `hold`
/// at power-up, nothing is written until that has been read (10 s at most).
///
/// **Commands** are journaled, then carried out at most once, then watched until they are in force:
/// `accepted`, `applied`, `verified`. Every step is an event in the alarm lane.
///
/// Why:
/// - a lease counts by the monotonic clock; only one carried over a restart also ends by the wall
///   clock, because after a power cut nothing else knows how long it was dark;
/// - `verified` waits for the disk as well as for the device, because what a power cut would undo
///   is not yet true; `applied` does not, because a person waits for the valve;
/// - the same thread never writes a device: one that is dead takes its driver's whole time-out, and
///   thirty of them would take thirty.
///
/// This is not a safety system: frost, fire and gas interlocks stay hard-wired.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.control;
