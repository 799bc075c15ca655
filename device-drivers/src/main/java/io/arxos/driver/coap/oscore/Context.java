package io.arxos.driver.coap.oscore;

import java.io.IOException;
import org.eclipse.californium.cose.AlgorithmID;
import org.eclipse.californium.oscore.ErrorDescriptions;
import org.eclipse.californium.oscore.OSCoreCtx;
import org.eclipse.californium.oscore.OSException;

/// The security context of one device. For the thread of its socket, but for [#keep].
final class Context extends OSCoreCtx {
  /// Taken from the file at once: what a kill skips of 2,147,483,647.
  static final int STEP = 100;

  private static final int UNFRAGMENTED_BYTES_MAX = 64 * 1024;

  private final Keys keys;
  private final StateFile file;
  private Window window; // guarded by this
  private long end; // of the numbers that are ours; none are at first
  private long pending = -1;

  Context(Keys keys, StateFile file, int window) throws OSException, IOException {
    super(
        keys.secret(),
        true,
        AlgorithmID.AES_CCM_16_64_128,
        keys.ours(),
        keys.theirs(),
        AlgorithmID.HKDF_HMAC_SHA_256,
        Window.SIZE,
        keys.salt(),
        keys.context(),
        UNFRAGMENTED_BYTES_MAX);
    this.keys = keys;
    this.file = file;
    this.window = file.change(window, state -> state).window();
  }

  Keys keys() {
    return keys;
  }

  /// Sees to it that the next number is ours.
  ///
  /// @throws IOException when there is none: nothing may be sealed then
  void prepare() throws IOException {
    if (getSenderSeq() < end) {
      return;
    }
    long next = take();
    setSenderSeq(Math.toIntExact(next));
    end = next + STEP;
  }

  /// Gives up what is left of our numbers when somebody else has taken later ones, because the
  /// device then takes ours for repetitions.
  ///
  /// @return whether it was so
  boolean overtaken() throws IOException {
    if (end == 0 || file.change(windowSize(), state -> state).next() == end) {
      return false;
    }
    end = 0;
    return true;
  }

  private long take() throws IOException {
    long after = file.change(windowSize(), Context::further).next();
    if (after == Integer.MAX_VALUE) {
      throw new IOException("its numbers are used up: give the device a new secret");
    }
    return after - STEP;
  }

  private static StateFile.State further(StateFile.State state) {
    boolean left = state.next() < Integer.MAX_VALUE - 2 * STEP;
    return new StateFile.State(left ? state.next() + STEP : Integer.MAX_VALUE, state.window());
  }

  /// A request names the ID Context, an answer need not.
  void name(boolean request) {
    if (keys.context() != null) {
      setIncludeContextId(request);
    }
  }

  private synchronized int windowSize() {
    return window.size();
  }

  /// Asked before the message is known to be genuine: nothing is noted yet.
  @Override
  public synchronized void checkIncomingSeq(int number) throws OSException {
    if (number < 0 || !window.isNew(number)) {
      throw new OSException(ErrorDescriptions.REPLAY_DETECT);
    }
    pending = number;
  }

  /// The message that was asked about last is genuine.
  synchronized void seen() {
    window = window.with(pending);
  }

  /// Brings what the device has said to the disk.
  void keep() throws IOException {
    Window now;
    synchronized (this) {
      now = window;
    }
    file.change(now.size(), state -> new StateFile.State(state.next(), now));
  }
}
