package io.arxos.cloud.backup;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads what `copy … to stdout (format binary)` wrote (PostgreSQL manual, COPY, "Binary Format").
final class CopyRows implements Closeable {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int FIELD_BYTES_MAX = 256 << 20;
  private static final int NULL = -1;
  private static final int END = -1;
  private static final byte[] NOTHING = new byte[0];

  private final DataInputStream in;
  private final int columns;

  /// @param columns of every row
  /// @throws BadBackup when it begins otherwise
  CopyRows(InputStream in, int columns) throws IOException, BadBackup {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    this.columns = columns;
    try {
      var signature = this.in.readNBytes(SIGNATURE.length);
      int flags = this.in.readInt();
      int extension = this.in.readInt();
      if (!Arrays.equals(signature, SIGNATURE) || flags != 0 || extension != 0) {
        throw new BadBackup("it does not begin as a copied table");
      }
    } catch (EOFException e) {
      throw new BadBackup("it ends early");
    }
  }

  /// The fields of one row, as PostgreSQL sends them.
  record Row(List<byte[]> fields) {
    byte[] bytes(int column) throws BadBackup {
      byte[] field = fields.get(column);
      if (field == NOTHING) {
        throw new BadBackup("a field is null that must not be");
      }
      return field;
    }

    String text(int column) throws BadBackup {
      return new String(bytes(column), StandardCharsets.UTF_8);
    }

    /// A whole number of 2, 4 or 8 bytes.
    long number(int column) throws BadBackup {
      byte[] field = bytes(column);
      long number = field.length == 0 ? 0 : field[0];
      for (int i = 1; i < field.length; i++) {
        number = number << 8 | field[i] & 0xff;
      }
      return number;
    }
  }

  /// @return empty behind the last row
  /// @throws BadBackup when the bytes are no rows
  Optional<Row> next() throws IOException, BadBackup {
    try {
      int count = in.readShort();
      if (count == END) {
        if (in.read() >= 0) {
          throw new BadBackup("it goes on behind its end");
        }
        return Optional.empty();
      }
      if (count != columns) {
        throw new BadBackup("a row has " + count + " fields, not " + columns);
      }
      var fields = new ArrayList<byte[]>(columns);
      for (int i = 0; i < columns; i++) {
        fields.add(field());
      }
      return Optional.of(new Row(fields));
    } catch (EOFException e) {
      throw new BadBackup("it ends early");
    }
  }

  private byte[] field() throws IOException, BadBackup {
    int length = in.readInt();
    if (length == NULL) {
      return NOTHING;
    }
    if (length < 0 || length > FIELD_BYTES_MAX) {
      throw new BadBackup("a field of " + length + " bytes");
    }
    byte[] field = in.readNBytes(length);
    if (field.length != length) {
      throw new BadBackup("it ends early");
    }
    return field;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
