/// The real processes on one machine: how a JVM of the product is started with its real flags,
/// watched, killed and started again, and how the keys come to be that it needs.
///
/// It promises that nothing stays behind: a child watches its standard input and ends when the
/// process that started it does, however that ends. The demo, the load programs and the fault
/// campaigns stand on it.
@org.jspecify.annotations.NullMarked
package io.arxos.stage;
