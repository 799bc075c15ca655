package io.arxos.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// The form of the code is a test: short files, short methods, few parameters, few imports of our
/// own, a page of explanation per package, no sleeping and no hidden wall clock. The failure
/// message is the to-do list.
final class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;
  private static final int PARAMETERS_MAX = 5;
  private static final int OWN_IMPORTS_MAX = 15;

  /// Only `main` assembles everything.
  private static final Set<String> TABLES_OF_CONTENTS = Set.of("Main.java");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void productionCodeHasTheFormOfTheHouse() throws IOException {
    List<Path> files = sources("src/main/java");
    assertTrue(files.size() > 20, "found only " + files.size() + " sources below " + ROOT);
    List<String> untidy = new ArrayList<>();
    for (Path file : files) {
      checkText(file, untidy);
    }
    checkTrees(files, untidy);
    checkPackages(files, untidy);
    assertEquals("", String.join("\n", untidy));
  }

  @Test
  void testsHaveTheFormOfTheHouse() throws IOException {
    List<String> untidy = new ArrayList<>();
    List<Path> files = sources("src/test/java");
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      atMost(FILE_LINES_MAX, lines.size(), name(file) + " lines", untidy);
      if (!file.endsWith("TidyTest.java")) {
        forbid(file, lines, "Thread.sleep", untidy);
      }
    }
    checkTrees(files, untidy);
    assertEquals("", String.join("\n", untidy));
  }

  private static void checkText(Path file, List<String> untidy) throws IOException {
    List<String> lines = Files.readAllLines(file);
    atMost(FILE_LINES_MAX, lines.size(), name(file) + " lines", untidy);
    forbid(file, lines, "Thread.sleep", untidy);
    forbid(file, lines, "System.currentTimeMillis", untidy);
    forbid(file, lines, "printStackTrace", untidy);
    long own = lines.stream().filter(line -> line.startsWith("import io.arxos.")).count();
    if (!TABLES_OF_CONTENTS.contains(file.getFileName().toString())
        && !file.getFileName().toString().endsWith("Wire.java")) {
      atMost(OWN_IMPORTS_MAX, own, name(file) + " own imports", untidy);
    }
  }

  private static void checkPackages(List<Path> files, List<String> untidy) {
    Set<Path> folders = files.stream().map(Path::getParent).collect(Collectors.toSet());
    for (Path folder : folders) {
      if (!Files.exists(folder.resolve("package-info.java"))) {
        untidy.add(name(folder) + " has no package-info.java");
      }
    }
  }

  private static void checkTrees(List<Path> files, List<String> untidy) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, _ -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Methods(unit, trees, untidy).scan(unit, null);
      }
    }
  }

  /// Measures every method of a file.
  private static final class Methods extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<String> untidy;

    Methods(CompilationUnitTree unit, Trees trees, List<String> untidy) {
      this.unit = unit;
      this.trees = trees;
      this.untidy = untidy;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap lines = unit.getLineMap();
      long start = trees.getSourcePositions().getStartPosition(unit, method);
      long end = trees.getSourcePositions().getEndPosition(unit, method);
      if (start >= 0 && end >= 0) {
        String where =
            unit.getSourceFile().getName().replace(ROOT + "/", "") + " " + method.getName();
        atMost(
            METHOD_LINES_MAX,
            lines.getLineNumber(end) - lines.getLineNumber(start) + 1,
            where + " lines",
            untidy);
        atMost(PARAMETERS_MAX, method.getParameters().size(), where + " parameters", untidy);
      }
      return super.visitMethod(method, nothing);
    }

    /// A record's components are its specification, not parameters.
    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (type.getKind() == Tree.Kind.RECORD) {
        for (Tree member : type.getMembers()) {
          if (!(member instanceof MethodTree method && method.getName().contentEquals("<init>"))) {
            scan(member, nothing);
          }
        }
        return nothing;
      }
      return super.visitClass(type, nothing);
    }
  }

  private static void forbid(Path file, List<String> lines, String word, List<String> untidy) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(word)) {
        untidy.add(name(file) + ":" + (i + 1) + " has " + word);
      }
    }
  }

  private static void atMost(long limit, long actual, String what, List<String> untidy) {
    if (actual > limit) {
      untidy.add(what + ": " + actual + ", at most " + limit);
    }
  }

  private static List<Path> sources(String kind) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("proto", "device-drivers", "gateway", "cloud-sync", "packaging")) {
      Path folder = ROOT.resolve(module).resolve(kind);
      if (Files.exists(folder)) {
        try (Stream<Path> tree = Files.walk(folder)) {
          tree.filter(path -> path.toString().endsWith(".java")).forEach(found::add);
        }
      }
    }
    return found;
  }

  private static String name(Path path) {
    return ROOT.relativize(path).toString();
  }
}
