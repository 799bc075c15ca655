package io.arxos.driver.coap.oscore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.californium.oscore.OSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers that are ours, and numbers of devices.
final class NumbersTest {
  private static final String LINE =
      "our-id=hex:01 device-id=hex:02 secret=hex:0102030405060708090a0b0c0d0e0f10";

  @TempDir private Path folder = Path.of("");

  private Context context() throws Exception {
    Keys keys = Keys.of(LINE);
    return new Context(keys, new StateFile(folder, keys.name()), Window.SIZE);
  }

  private static int next(Context context) throws Exception {
    context.prepare();
    int number = context.getSenderSeq();
    context.increaseSenderSeq();
    return number;
  }

  private Path file() throws Exception {
    return folder.resolve(Keys.of(LINE).name() + ".oscore");
  }

  @Test
  void noNumberIsUsedTwiceWhateverIsKilled() throws Exception {
    var random = new SplittableRandom(3);
    Set<Integer> used = new HashSet<>();
    for (int life = 0; life < 8; life++) {
      Context context = context(); // the one before was never closed
      for (int i = random.nextInt(250); i >= 0; i--) {
        assertTrue(used.add(next(context)));
      }
    }
    Files.delete(file());
    assertFalse(used.add(next(context())), "the control: without the file they begin again");
  }

  @Test
  void severalWithTheSameKeysTakeTheirNumbersFromOneFile() throws Exception {
    Set<Integer> used = ConcurrentHashMap.newKeySet();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var results = new ArrayList<Future<Void>>();
      for (int thread = 0; thread < 4; thread++) {
        results.add(
            threads.submit(() -> {
              Context context = context();
              for (int i = 0; i < 350; i++) {
                assertTrue(used.add(next(context)));
              }
              return null;
            }));
      }
      for (var result : results) {
        result.get();
      }
    }
    assertEquals(4 * 350, used.size());
  }

  @Test
  void whoWasOvertakenGoesOnBehindTheOther() throws Exception {
    Context first = context();
    next(first);
    assertFalse(first.overtaken());
    Context second = context();
    int later = next(second);
    assertTrue(first.overtaken());
    assertTrue(next(first) > later);
  }

  @Test
  void numbersEnd() throws Exception {
    var file = new StateFile(folder, Keys.of(LINE).name());
    file.change(
        Window.SIZE,
        state -> new StateFile.State(Integer.MAX_VALUE - 3 * Context.STEP, state.window()));
    Context context = context();
    for (int i = 0; i < Context.STEP; i++) {
      next(context);
    }
    assertThrows(
        IOException.class,
        () -> {
          for (int i = 0; i <= 2 * Context.STEP; i++) {
            next(context);
          }
        });
    assertThrows(IOException.class, () -> next(context()), "after a restart, too");
  }

  @Test
  void aFileThatWasChangedIsNotBelieved() throws Exception {
    next(context());
    String text = Files.readString(file());
    Files.writeString(file(), text.replaceFirst("^100", "0"));
    assertThrows(IOException.class, this::context);
    Files.writeString(file(), text);
    assertEquals(Context.STEP, next(context()), "the control");
  }

  private static boolean hears(Context context, int number) {
    try {
      context.checkIncomingSeq(number);
      return true;
    } catch (OSException _) {
      return false;
    }
  }

  @Test
  void whatADeviceHasSaidIsKept() throws Exception {
    Context context = context();
    for (int number : List.of(0, 7, 5, 60)) {
      assertTrue(hears(context, number));
      context.seen();
    }
    context.keep();
    for (Context one : List.of(context, context())) {
      assertFalse(hears(one, 60));
      assertFalse(hears(one, 7), "below the window");
      assertTrue(hears(one, 59));
      assertTrue(hears(one, 29));
      assertFalse(hears(one, 28));
      assertFalse(hears(one, -1));
    }
  }

  @Test
  void whatIsNotGenuineIsNotNoted() throws Exception {
    Context context = context();
    assertTrue(hears(context, 1_000_000));
    assertTrue(hears(context, 3), "a forger's number does not move the window");
    context.seen();
    assertFalse(hears(context, 3));
  }

  /// Against a set of all that was ever seen.
  @Test
  void theWindowHearsNothingTwice() {
    var random = new SplittableRandom(8);
    for (int size : List.of(1, 31, 32, 63, 64)) {
      Window window = Window.empty(size);
      Set<Long> seen = new HashSet<>();
      long highest = -1;
      for (int i = 0; i < 5_000; i++) {
        long number = Math.max(0, highest + random.nextInt(-70, random.nextBoolean() ? 3 : 90));
        boolean fresh = !seen.contains(number) && number > highest - size;
        assertEquals(fresh, window.isNew(number), size + " " + window + " " + number);
        if (fresh) {
          window = window.with(number);
          seen.add(number);
          highest = Math.max(highest, number);
        }
        Window other = window.resized(random.nextInt(1, 65)).resized(size);
        for (long one = Math.max(0, highest - 70); one <= highest; one++) {
          assertFalse(seen.contains(one) && other.isNew(one), "another size forgets nothing");
        }
      }
    }
  }
}
