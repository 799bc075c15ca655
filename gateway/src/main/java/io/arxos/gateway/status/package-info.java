/// The gateway's own page and its health.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.status;
