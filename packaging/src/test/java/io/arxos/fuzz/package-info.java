/// Bytes from outside: whatever they are, they are understood or refused, within bounded time and
/// memory, and never by an exception that nobody expects.
///
/// Each target is a class with `fuzzerTestOneInput`, so that Jazzer can drive it by coverage for as
/// long as one likes (`./arxos test fuzz NAME --minutes N`). In the normal run its corpus is
/// replayed, and some thousands of seeded mutations of it. What Jazzer finds becomes a file of the
/// corpus. Targets whose code is package-private reach it by a class in its package.
@org.jspecify.annotations.NullMarked
package io.arxos.fuzz;
