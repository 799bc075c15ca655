/// Fault campaigns against the real processes: is anything lost, is anything doubled?
///
/// `./arxos chaos` runs gateway and cloud as users do, lets a device count (every reading another
/// number) and makes them suffer: processes are killed, paused and asked to end, links are cut and
/// worse ([io.arxos.cable.Cable]), disks fill up, clocks step, PostgreSQL dies and the log loses
/// its tail or everything. [io.arxos.chaos.Dealer] deals the faults from a seed,
/// [io.arxos.chaos.Faults] makes and mends them, [io.arxos.chaos.Campaign] lets the cycles follow
/// one another, and when all has come to rest [io.arxos.chaos.Verdict] compares, number by number,
/// what the gateway acknowledged on the wire with what the store has.
///
/// It promises that nothing stays behind: no process, no mount, and no folder unless something was
/// found.
///
/// Why the comparison does not ask the product: a journal that lost what it acknowledged does not
/// know so. What is polled has no acknowledgement to be seen; of it only doubling is found here.
@org.jspecify.annotations.NullMarked
package io.arxos.chaos;
