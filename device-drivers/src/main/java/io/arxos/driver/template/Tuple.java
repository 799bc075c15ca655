package io.arxos.driver.template;

import java.util.AbstractList;
import java.util.List;

/// Python's tuple: a list that is written `(1, 2)`.
final class Tuple extends AbstractList<Object> {
  private final List<Object> items;

  Tuple(List<Object> items) {
    this.items = items;
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
