package io.arxos.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;

/// Questions to a process that is measured, one line each, and its answers.
record Conversation(BufferedReader answers, BufferedWriter questions) {
  /// Everything before it is somebody's log.
  void expectReady() throws IOException {
    for (String line = answers.readLine(); !"ready".equals(line); line = answers.readLine()) {
      if (line == null) {
        throw new IOException("the subject did not start");
      }
    }
  }

  /// The words of the answer.
  String[] ask(String question) throws IOException {
    questions.write(question);
    questions.newLine();
    questions.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the subject ended");
    }
    return line.split(" ", -1);
  }
}
