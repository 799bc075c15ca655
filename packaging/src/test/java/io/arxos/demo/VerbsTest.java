package io.arxos.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerbsTest {
  private static String told(Verbs.Verb verb, String... words) {
    new CommandLine(verb).parseArgs(words);
    return verb.told("{\"points\":{}}");
  }

  @Test
  void whatWasDoneToTheBuildingIsToldInOneSentence() {
    assertEquals(
        "The window of room 103 is open until you close it (closed) or let it be (auto).",
        told(new Verbs.Window(), "103", "open"));
    assertEquals("The outdoor damper moves again.", told(new Verbs.Damper(), "free"));
    assertEquals("The sensor of room 102 speaks again.", told(new Verbs.Sensor(), "102", "ok"));
  }

  @Test
  void theHintsNameTheFolderOnlyWhenVerbsWouldNotFindIt() {
    assertEquals("", Main.whichData(Places.defaultData()));
    assertEquals(" --data '/tmp/a b'", Main.whichData(Path.of("/tmp/a b")));
  }
}
