@org.jspecify.annotations.NullMarked
package io.arxos.gateway.uplink;
