package io.arxos.gateway.sampling;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Whether the machine's wall clock can be believed. Safe for any thread; asking is cheap.
public interface ClockQuality {
  boolean synchronised();

  /// Believes the clock, for a machine whose clock is kept right by something the kernel does not
  /// know of, such as a hypervisor.
  static ClockQuality trusted() {
    return () -> true;
  }

  /// Asks the kernel (`adjtimex(2)`: `TIME_ERROR` means not synchronised). Where there is no such
  /// call the clock is believed.
  static ClockQuality kernel() {
    return new Kernel();
  }

  /// The kernel's answer.
  final class Kernel implements ClockQuality {
    private static final int TIMEX_BYTES_MAX = 512;
    private static final int TIME_ERROR = 5;
    private final @Nullable MethodHandle adjtimex;

    @SuppressWarnings("restricted") // every launcher passes --enable-native-access
    private Kernel() {
      Linker linker = Linker.nativeLinker();
      adjtimex =
          linker
              .defaultLookup()
              .find("adjtimex")
              .map(symbol ->
                  linker.downcallHandle(
                      symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)))
              .orElse(null);
    }

    @Override
    public boolean synchronised() {
      if (adjtimex == null) {
        return true;
      }
      try (Arena arena = Arena.ofConfined()) {
        // All zero: modes 0 only reads.
        return (int) adjtimex.invokeExact(arena.allocate(TIMEX_BYTES_MAX, 8)) != TIME_ERROR;
      } catch (Throwable e) {
        throw new IllegalStateException("adjtimex cannot be called", e);
      }
    }
  }
}
