package io.arxos.edge;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.List;

/// Messages with every field set to a value that tells which field it is.
final class Filled {
  private Filled() {}

  /// One message, or one per alternative where the message has a choice.
  static List<DynamicMessage> everyWay(Descriptor type) {
    List<DynamicMessage> ways = new ArrayList<>();
    for (var choice : type.getRealOneofs()) {
      choice.getFields().forEach(field -> ways.add(message(type, field)));
    }
    return ways.isEmpty() ? List.of(message(type, null)) : ways;
  }

  private static DynamicMessage message(Descriptor type, FieldDescriptor chosen) {
    var message = DynamicMessage.newBuilder(type);
    for (var field : type.getFields()) {
      if (field.getRealContainingOneof() != null && field != chosen) {
        continue;
      }
      // What stands in a choice has its own file; here only its number matters.
      Object value =
          field == chosen && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              ? DynamicMessage.getDefaultInstance(field.getMessageType())
              : value(field);
      if (field.isRepeated()) {
        message.addRepeatedField(field, value);
      } else {
        message.setField(field, value);
      }
    }
    return message.build();
  }

  private static Object value(FieldDescriptor field) {
    int number = field.getNumber();
    return switch (field.getJavaType()) {
      case INT -> 1000 + number;
      case LONG -> 1_000_000_000_000L + number;
      case FLOAT -> number + 0.5f;
      case DOUBLE -> number + 0.5;
      case BOOLEAN -> true;
      case STRING -> field.getName();
      case BYTE_STRING -> ByteString.copyFrom(new byte[] {(byte) number, 0, (byte) 0xff});
      case ENUM -> field.getEnumType().getValues().getLast();
      case MESSAGE -> everyWay(field.getMessageType()).getFirst();
    };
  }
}
