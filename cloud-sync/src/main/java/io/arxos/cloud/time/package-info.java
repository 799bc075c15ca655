/// Time as an argument: whoever waits, closes or stamps is given a clock, so that the same classes
/// run in a world whose time is made up.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.time;
