/// The control cycle, the priority arrays and the commands.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.control;
