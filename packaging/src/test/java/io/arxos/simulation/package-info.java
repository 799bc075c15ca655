@org.jspecify.annotations.NullMarked
package io.arxos.simulation;
