package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordFileTest {
  @TempDir private Path folder;

  @Test
  void whatWasRecordedIsReadAgain() throws IOException {
    List<Cycle> cycles =
        Stream.generate(new Dealer(3, EnumSet.allOf(Kind.class))::next).limit(50).toList();
    Path file = folder.resolve("record");
    try (var record = new RecordFile(file)) {
      record.note("begin", line -> line.put("seed", 3));
      for (int i = 0; i < cycles.size(); i++) {
        record.cycle(i + 1, cycles.get(i));
        record.note("recovered", line -> line.put("millis", 17));
      }
    }
    assertEquals(cycles, RecordFile.read(file));
  }

  @Test
  void anUnknownFaultIsSaidByName() throws IOException {
    Path file = folder.resolve("record");
    Files.writeString(file, "{\"event\":\"cycle\",\"steps\":[{\"fault\":\"flood\"}]}\n");
    IOException refused = assertThrows(IOException.class, () -> RecordFile.read(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("flood"));
  }

  @Test
  void aFileWithoutCyclesIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("record"), "{\"event\":\"begin\"}\n");
    assertThrows(IOException.class, () -> RecordFile.read(file));
  }
}
