/// Samples become durable blocks.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.journal;
