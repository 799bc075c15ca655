package io.arxos.driver.gpio.chip;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// A bus of the kernel, by its own calls (`linux/i2c-dev.h`, `linux/spi/spidev.h`).
public final class LinuxBus implements Bus {
  private static final int O_RDWR = 2;
  private static final long I2C_RDWR = 0x0707;
  private static final short I2C_M_RD = 1;
  private static final long SPI_IOC_MESSAGE_1 = 0x40206B00L;
  private static final int SPI_HERTZ = 1_000_000;
  private static final int SPI_TRANSFER_BYTES = 32;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MethodHandle OPEN =
      call(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle IOCTL =
      call(
          "ioctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final VarHandle LAST_ERROR =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final String name;
  private final int descriptor;
  private boolean closed;

  private LinuxBus(String name, int descriptor) {
    this.name = name;
    this.descriptor = descriptor;
  }

  /// Opens a bus for reading and writing.
  ///
  /// @param name such as `/dev/i2c-1`
  public static Bus open(String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(Linker.Option.captureStateLayout());
      int opened = (int) OPEN.invokeExact(error, arena.allocateFrom(name), O_RDWR);
      if (opened < 0) {
        throw failure(name, error);
      }
      return new LinuxBus(name, opened);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  @Override
  public byte[] transfer(int address, byte[] out, int count) throws IOException {
    if (closed) {
      throw new IOException(name + " is closed");
    }
    try (Arena arena = Arena.ofConfined()) {
      return name.contains("spi") ? spi(arena, out) : i2c(arena, address, out, count);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(Linker.Option.captureStateLayout());
      int _ = (int) CLOSE.invokeExact(error, descriptor);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// `struct i2c_msg { u16 addr; u16 flags; u16 len; u8 *buf; }`, one for what is written and one
  /// for what is read.
  private byte[] i2c(Arena arena, int address, byte[] out, int count) throws IOException {
    long pointer = ValueLayout.ADDRESS.byteSize();
    long size = 8 + pointer;
    MemorySegment messages = arena.allocate(2 * size, 8);
    MemorySegment in = arena.allocate(Math.max(1, count));
    int number = 0;
    if (out.length > 0 || count == 0) {
      MemorySegment written = arena.allocate(Math.max(1, out.length));
      MemorySegment.copy(out, 0, written, ValueLayout.JAVA_BYTE, 0, out.length);
      message(messages.asSlice(0, size), address, (short) 0, out.length, written);
      number++;
    }
    if (count > 0) {
      message(messages.asSlice(number * size, size), address, I2C_M_RD, count, in);
      number++;
    }
    MemorySegment all = arena.allocate(2 * pointer, 8);
    all.set(ValueLayout.ADDRESS, 0, messages);
    all.set(ValueLayout.JAVA_INT, pointer, number);
    control(arena, I2C_RDWR, all);
    return in.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
  }

  private static void message(
      MemorySegment at, int address, short flags, int length, MemorySegment buffer) {
    at.set(ValueLayout.JAVA_SHORT, 0, (short) address);
    at.set(ValueLayout.JAVA_SHORT, 2, flags);
    at.set(ValueLayout.JAVA_SHORT, 4, (short) length);
    at.set(ValueLayout.ADDRESS, 8, buffer);
  }

  /// `struct spi_ioc_transfer { u64 tx_buf, rx_buf; u32 len, speed_hz; … }`
  private byte[] spi(Arena arena, byte[] out) throws IOException {
    MemorySegment sent = arena.allocate(Math.max(1, out.length));
    MemorySegment.copy(out, 0, sent, ValueLayout.JAVA_BYTE, 0, out.length);
    MemorySegment received = arena.allocate(Math.max(1, out.length));
    MemorySegment transfer = arena.allocate(SPI_TRANSFER_BYTES, 8);
    transfer.set(ValueLayout.JAVA_LONG, 0, sent.address());
    transfer.set(ValueLayout.JAVA_LONG, 8, received.address());
    transfer.set(ValueLayout.JAVA_INT, 16, out.length);
    transfer.set(ValueLayout.JAVA_INT, 20, SPI_HERTZ);
    transfer.set(ValueLayout.JAVA_BYTE, 26, (byte) 8);
    control(arena, SPI_IOC_MESSAGE_1, transfer);
    return received.asSlice(0, out.length).toArray(ValueLayout.JAVA_BYTE);
  }

  private void control(Arena arena, long request, MemorySegment argument) throws IOException {
    MemorySegment error = arena.allocate(Linker.Option.captureStateLayout());
    int result;
    try {
      result = (int) IOCTL.invokeExact(error, descriptor, request, argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
    if (result < 0) {
      throw failure(name, error);
    }
  }

  private static IOException failure(String name, MemorySegment error) {
    return new IOException(name + ": error " + (int) LAST_ERROR.get(error, 0L));
  }

  @SuppressWarnings("restricted") // the launchers allow native access
  private static MethodHandle call(
      String function, FunctionDescriptor form, Linker.Option... more) {
    var options = new java.util.ArrayList<>(java.util.List.of(more));
    options.add(ERRNO);
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(function).orElseThrow(),
        form,
        options.toArray(Linker.Option[]::new));
  }
}
