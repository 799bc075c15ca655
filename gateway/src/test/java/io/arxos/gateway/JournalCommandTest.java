package io.arxos.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.journal.JournalFiles;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalCommandTest {
  @TempDir Path data;

  private String out = "";
  private String err = "";

  @Test
  void inspectSaysWhatIsThere() {
    Path folder = JournalFiles.write(data.resolve("journal"));
    assertEquals(0, run("inspect", folder.toString()));
    assertTrue(out.contains("telemetry 5 samples, 1 to 5"), out);
    assertEquals(0, run("inspect", "--json", data.toString()), "the data folder will do");
    var json = new JsonObject(out);
    assertEquals(1, json.getInteger("points"));
    var lanes = json.getJsonArray("incarnations").getJsonObject(0).getJsonArray("lanes");
    assertEquals(1, lanes.getJsonObject(0).getLong("samples"));
    assertEquals("1970-01-01T00:00:00.000100Z", lanes.getJsonObject(1).getString("from"));
  }

  @Test
  void readingChangesNothingAndDisturbsNobody() throws Exception {
    Path folder = JournalFiles.write(data.resolve("journal"));
    List<String> before = files(folder);
    assertEquals(0, run("verify", folder.toString()));
    assertEquals(before, files(folder));
    try (var running = JournalFiles.held(folder)) {
      assertEquals(0, run("verify", "--json", folder.toString()), running.toString());
      assertEquals(6, new JsonObject(out).getLong("samples"));
    }
  }

  @Test
  void verifyNamesWhatIsWrongAndWhere() throws Exception {
    Path folder = JournalFiles.writeDamaged(data.resolve("journal"));
    assertEquals(3, run("verify", folder.toString()));
    assertTrue(out.contains("telemetry 4 to 5: damaged"), out);
    assertEquals(3, run("verify", "--json", folder.toString()));
    var json = new JsonObject(out);
    assertEquals(false, json.getBoolean("sound"));
    assertEquals(4, json.getJsonArray("findings").getJsonObject(0).getLong("first"));
  }

  @Test
  void exportFiltersByTimePointAndLane() throws IOException {
    Path folder = JournalFiles.write(data.resolve("journal"));
    assertEquals(0, run("export", "--lane", "telemetry", folder.toString()));
    assertEquals(5, out.lines().count());
    var first = new JsonObject(out.lines().findFirst().orElseThrow());
    assertEquals("b/e/p", first.getString("point"));
    assertEquals(100, first.getInteger("value"));
    assertEquals("ok", first.getString("status"));
    assertEquals(1, first.getLong("sequence"));
    String from = "1970-01-01T00:00:00.000102Z";
    String to = "1970-01-01T01:00:00.000201+01:00";
    Path csv = data.resolve("out.csv");
    int exit =
        run(
            "export",
            "--format",
            "csv",
            "--from",
            from,
            "--to",
            to,
            "--point",
            "b/e/",
            "--out",
            csv.toString(),
            folder.toString());
    assertEquals(0, exit, err);
    List<String> lines = Files.readAllLines(csv);
    assertEquals("time,point,value,status,reason,lane,incarnation,sequence", lines.getFirst());
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith(from + ",b/e/p,102,ok,,telemetry,"), lines.get(1));
    assertTrue(lines.get(1).endsWith(",3"), lines.get(1));
    assertEquals(0, run("export", "--point", "b/e/q", folder.toString()));
    assertEquals("", out);
  }

  @Test
  void mistakesAreOneLineEach() throws IOException {
    assertEquals(4, run("inspect", data.toString()));
    assertEquals("there is no journal in " + data, err.strip());
    Path folder = JournalFiles.write(data.resolve("journal"));
    assertEquals(2, run("export", "--from", "yesterday", folder.toString()));
    assertTrue(err.contains("not a time such as"), err);
    assertEquals(2, run("export", "--lane", "fast", folder.toString()));
    Files.writeString(folder.resolve("CURRENT"), "nonsense");
    assertEquals(1, run("inspect", folder.toString()));
    assertTrue(err.startsWith("the journal " + folder + " cannot be read"), err);
  }

  private int run(String... arguments) {
    var written = new StringWriter();
    var said = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(written)).setErr(new PrintWriter(said));
    int exit =
        line.execute(
            Stream.concat(Stream.of("journal"), Stream.of(arguments)).toArray(String[]::new));
    line.getOut().flush();
    line.getErr().flush();
    out = written.toString();
    err = said.toString();
    return exit;
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.map(file -> file + " " + file.toFile().length()).sorted().toList();
    }
  }
}
