/// Tests of what the benches say of their results.
@org.jspecify.annotations.NullMarked
package io.arxos.bench;
