package io.arxos.cloud.history;

import io.arxos.block.Columns;
import io.arxos.cloud.fleet.PointValue;
import org.jspecify.annotations.Nullable;

/// Values of a block in the cloud's words.
final class Values {
  private Values() {}

  /// @return null when the row has only a status
  static @Nullable PointValue of(Columns columns, int row) {
    return switch (columns.kind(row)) {
      case NONE -> null;
      case NUMBER -> new PointValue.Num(columns.number(row));
      case INTEGER -> new PointValue.Int(columns.integer(row));
      case BOOLEAN -> new PointValue.Bool(columns.bool(row));
      case TEXT -> new PointValue.Text(columns.text(row));
    };
  }

  /// PostgreSQL has no place for the character 0 in a text.
  static @Nullable String column(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\ufffd');
  }
}
