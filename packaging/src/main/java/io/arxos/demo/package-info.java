/// The demo: a simulated building, its gateway and its cloud, each a process of its own, looked
/// after by one supervisor.
///
/// [io.arxos.demo.Supervisor] starts them with their real flags, restarts what dies, and stands
/// between gateway and cloud as the cable that a person may pull ([io.arxos.cable.Cable]). It
/// promises that nothing stays behind: the children watch their standard input and end when the
/// supervisor does, however it ends.
@org.jspecify.annotations.NullMarked
package io.arxos.demo;
