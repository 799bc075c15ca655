package io.arxos.block;

import java.util.Arrays;
import java.util.List;

/// Distinct texts, numbered in order of first appearance.
///
/// An open table of numbers with linear probing, at most half full. A text that is the very same
/// object as the one known, which is the rule for paths, is found without comparing characters.
final class Words {
  private String[] words;
  private int[] table;
  private int size;

  /// @param expected how many texts are expected; more find room too
  Words(int expected) {
    int capacity = Integer.highestOneBit(Math.max(expected, 4) * 2 - 1);
    words = new String[capacity];
    table = new int[capacity * 2];
  }

  /// The number of a text; a new text gets the next one.
  int of(String word) {
    int slot = slot(word);
    if (table[slot] != 0) {
      return table[slot] - 1;
    }
    if (size == words.length) {
      grow();
      slot = slot(word);
    }
    words[size++] = word;
    table[slot] = size;
    return size - 1;
  }

  String get(int number) {
    return words[number];
  }

  int size() {
    return size;
  }

  List<String> list() {
    return List.of(Arrays.copyOf(words, size));
  }

  /// Where a text stands, or may be put.
  private int slot(String word) {
    int mask = table.length - 1;
    int hash = word.hashCode();
    int slot = (hash ^ hash >>> 15) & mask;
    while (table[slot] != 0) {
      String known = words[table[slot] - 1];
      if (known == word || known.equals(word)) {
        break;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    words = Arrays.copyOf(words, size * 2);
    table = new int[words.length * 2];
    for (int i = 0; i < size; i++) {
      table[slot(words[i])] = i + 1;
    }
  }
}
