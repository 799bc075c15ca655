/// Journal blocks go up, acknowledgements and commands come down.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.uplink;
