package io.arxos.gateway.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Value;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Int;
import io.arxos.driver.Value.Num;
import io.arxos.driver.Value.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileHoldStoreTest {
  @TempDir Path directory;

  private FileHoldStore store;
  private Path file;

  @BeforeEach
  void open() {
    store = new FileHoldStore(directory.resolve("data"));
    file = directory.resolve("data/holds.json");
  }

  @Test
  void whatWasSavedLastIsLoadedWhole() throws IOException {
    assertEquals(new HoldStore.Loaded(ControlMemory.EMPTY, ""), store.load(), "first start");
    var memory =
        memory(new Num(22.5), new Int(3), new Bool(true), new Text("party \"until\" late\nü"));
    store.save(memory(new Num(1)));
    store.save(memory);
    assertEquals(new HoldStore.Loaded(memory, ""), store.load());
    assertEquals(1, files().size(), "nothing is left beside it");
  }

  // What a torn write leaves: any prefix of the file. Whichever it is, it is either whole or moved
  // aside, said, and empty.
  @Test
  void aFileThatWasTornAnywhereIsMovedAside() throws IOException {
    store.save(memory(new Num(22.5)));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      var loaded = store.load();
      assertEquals(ControlMemory.EMPTY, loaded.memory(), "torn at " + length);
      assertTrue(loaded.damage().contains("holds.json.damaged-1"), loaded.damage());
      Path aside = file.resolveSibling("holds.json.damaged-1");
      assertArrayEquals(Arrays.copyOf(whole, length), Files.readAllBytes(aside), "kept for a look");
      Files.delete(aside);
      assertFalse(Files.exists(file));
    }
    Files.write(file, whole); // control: the whole of it is accepted
    assertEquals("", store.load().damage());
  }

  @Test
  void aFlippedBitIsSeen() throws IOException {
    store.save(memory(new Num(22.5)));
    byte[] whole = Files.readAllBytes(file);
    int temperature = new String(whole, StandardCharsets.UTF_8).indexOf("22.5");
    byte[] flipped = whole.clone();
    flipped[temperature] ^= 1; // 32.5: as readable as before
    Files.write(file, flipped);
    assertTrue(store.load().damage().contains("checksum"));

    // Control: without the checksum it would have been believed.
    String json = new String(flipped, StandardCharsets.UTF_8);
    var believed = MemoryJson.read(json.substring(json.indexOf('\n') + 1));
    assertEquals(new Num(32.5), believed.holds().getFirst().hold().value());
  }

  // The power goes while the new file is written beside the old one, or before the rename.
  @Test
  void aHalfWrittenNewFileLeavesTheOldOneInForce() throws IOException {
    var memory = memory(new Num(22.5));
    store.save(memory);
    Files.writeString(file.resolveSibling("holds.json.new"), "arxos holds 1 crc32c 0000");
    assertEquals(new HoldStore.Loaded(memory, ""), store.load());
    store.save(memory(new Num(23)));
    assertEquals(memory(new Num(23)), store.load().memory());
  }

  @Test
  void damagedFilesAreNeverOverwritten() throws IOException {
    for (int number = 1; number <= 3; number++) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "garbage " + number);
      assertTrue(store.load().damage().contains("damaged-" + number));
    }
    assertEquals("garbage 1", Files.readString(file.resolveSibling("holds.json.damaged-1")));
  }

  @Test
  void aCardThatTakesNothingIsAnExceptionForTheCaller() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    var blocked = new FileHoldStore(directory.resolve("file/data"));
    assertThrows(IOException.class, () -> blocked.save(ControlMemory.EMPTY));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.toList();
    }
  }

  private static ControlMemory memory(Value... values) {
    List<ControlMemory.Kept> holds =
        Arrays.stream(values)
            .map(value ->
                new ControlMemory.Kept(
                    new Hold(TestBuilding.SETPOINT, 9, value, "Anna", "too cold", 1, 2, "c-1"),
                    3_600_000_000L))
            .toList();
    var result =
        new CommandUpdate("c-1", "hq/room/fan", CommandUpdate.State.VERIFIED, "read back: on", 7);
    return new ControlMemory(holds, List.of(result));
  }
}
