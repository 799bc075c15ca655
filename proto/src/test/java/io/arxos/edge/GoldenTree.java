package io.arxos.edge;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.HexFormat;
import java.util.List;

/// A message's bytes as a tree that a person can read: bytes, field number, name, value.
final class GoldenTree {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private static final int COMMENT_COLUMN = 52;

  private final StringBuilder out = new StringBuilder();

  private GoldenTree() {}

  static String of(Message message) {
    var tree = new GoldenTree();
    tree.fields(message, "");
    return tree.out.toString();
  }

  private void fields(Message message, String indent) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          // Filled messages have one of everything that may be there more often.
          Object one = field.isRepeated() ? ((List<?>) value).getFirst() : value;
          field(field, one, bytes(message, field), indent);
        });
  }

  private void field(FieldDescriptor field, Object value, byte[] bytes, String indent) {
    String name = "# " + field.getNumber() + " " + field.getName();
    if (value instanceof Message inner) {
      int content = inner.getSerializedSize();
      line(indent + HEX.formatHex(bytes, 0, bytes.length - content), name);
      fields(inner, indent + "  ");
    } else {
      line(indent + HEX.formatHex(bytes), name + ": " + show(value));
    }
  }

  private void line(String hex, String comment) {
    out.append(hex)
        .append(" ".repeat(Math.max(1, COMMENT_COLUMN - hex.length())))
        .append(comment)
        .append('\n');
  }

  private static String show(Object value) {
    return switch (value) {
      case String text -> '"' + text + '"';
      case ByteString bytes -> bytes.size() + " bytes";
      case EnumValueDescriptor one -> one.getName();
      default -> value.toString();
    };
  }

  /// The message's bytes that belong to one field.
  private static byte[] bytes(Message message, FieldDescriptor field) {
    try {
      var all = UnknownFieldSet.parseFrom(message.toByteString());
      return UnknownFieldSet.newBuilder()
          .addField(field.getNumber(), all.getField(field.getNumber()))
          .build()
          .toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
