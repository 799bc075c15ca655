/// The simulated building's physics: six rooms, their radiators and occupants, the plant, the
/// weather, the meter, and an air handler that replays a recorded day.
///
/// Pure in the sense that matters for tests: no threads, no clock, no I/O after construction. The
/// same seed, start and sequence of calls give the same values to the last bit, and how time is cut
/// into steps makes no difference: the equations run on a fixed grid of ten seconds.
///
/// # Room model
///
/// Three heat capacities in a row, a 3R3C network of the kind surveyed by Bacher and Madsen
/// (*Identifying suitable models for the heat dynamics of buildings*, Energy and Buildings 43,
/// 2011):
///
/// ```text
/// supply water ──valve──► radiator ──70 %──► air ◄────► mass ──► outdoors, corridor, next rooms
///                            └──────30 % (radiant)─────────▲
///               sun, people, window, leakage ──► air and mass
/// ```
///
/// | what | value | where from |
/// |---|---|---|
/// | air with furniture | 10 kJ/(m² K) | ISO 52016-1:2017, annex B |
/// | mass | 260 kJ/(m² K), area 3.0 × floor | ISO 13790:2008, table 12, "heavy" |
/// | air ↔ mass | 3.45 W/(m² K) | ISO 13790:2008, 7.2.2.2 |
/// | radiator | `Φ = Φ₅₀ (ΔT / 50 K)^1.3` | EN 442-2 |
/// | open window | `Cd A / 3 · √(g H ΔT / T)` | Warren and Parkins 1985; CIBSE AM10 |
/// | clear sky | `1098 sin h · exp(−0.057 / sin h)` | Haurwitz 1945 |
/// | cloudy sky | `1 − 0.75 N^3.4`, diffuse share `0.3 + 0.7 N²` | Kasten and Czeplak 1980 |
///
/// With the values of [io.arxos.driver.sim.building.RoomKind] the air answers within about a
/// quarter of an hour and the mass within about a day; a test holds both.
///
/// # Why
///
/// Weather, occupants and electricity are functions of seed and time, never of a running generator:
/// a building that was started later, or twice, sees the same storm at the same hour. It is always
/// early March here, whatever the date, so that rooms need heat and valves move on every day of the
/// year.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.sim.building;
