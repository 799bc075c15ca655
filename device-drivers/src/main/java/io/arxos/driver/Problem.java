package io.arxos.driver;

/// One mistake in a configuration, for the person who wrote it.
///
/// @param file as the person named it
/// @param line 1 for the first; 0 when it is about the whole file
public record Problem(String file, int line, String message) implements Comparable<Problem> {
  @Override
  public int compareTo(Problem other) {
    int byFile = file.compareTo(other.file);
    return byFile != 0 ? byFile : Integer.compare(line, other.line);
  }

  @Override
  public String toString() {
    return (line > 0 ? file + ":" + line : file) + "  " + message;
  }
}
