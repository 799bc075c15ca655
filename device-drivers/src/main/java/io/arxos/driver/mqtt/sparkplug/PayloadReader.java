package io.arxos.driver.mqtt.sparkplug;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the wire format of `sparkplug_b.proto` (org.eclipse.tahu.protobuf.Payload). A field that
/// is not known, or of another wire type than it should be, is passed over, as protobuf does.
final class PayloadReader {
  static final int BYTES_MAX = 1 << 20;

  /// Metrics, properties and cells of one payload, together.
  static final int ITEMS_MAX = 50_000;

  private static final int DEPTH_MAX = 8;
  private static final int VARINT = WireFormat.WIRETYPE_VARINT;
  private static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
  private static final int FIXED32 = WireFormat.WIRETYPE_FIXED32;
  private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final CodedInputStream in;
  private int items;

  /// What the bytes say, before a compressed body is opened.
  ///
  /// @param body null when there is none
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Envelope(SparkplugPayload payload, String uuid, byte @Nullable [] body) {}

  private PayloadReader(byte[] bytes) {
    in = CodedInputStream.newInstance(bytes);
  }

  static Envelope read(byte[] bytes) throws IOException {
    return new PayloadReader(bytes).payload();
  }

  private Envelope payload() throws IOException {
    Long timestamp = null;
    Long seq = null;
    var metrics = new ArrayList<Metric>();
    String uuid = "";
    byte[] body = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | VARINT -> timestamp = in.readUInt64();
        case 2 << 3 | BYTES -> metrics.add(metric(0));
        case 3 << 3 | VARINT -> seq = in.readUInt64();
        case 4 << 3 | BYTES -> uuid = in.readString();
        case 5 << 3 | BYTES -> body = in.readByteArray();
        default -> skip(tag);
      }
    }
    return new Envelope(new SparkplugPayload(timestamp, List.copyOf(metrics), seq), uuid, body);
  }

  private void skip(int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that has not begun");
    }
  }

  private void count() throws IOException {
    if (++items > ITEMS_MAX) {
      throw new InvalidProtocolBufferException("too much in one payload");
    }
  }

  /// Enters an embedded message.
  private int enter(int depth) throws IOException {
    count();
    if (depth > DEPTH_MAX) {
      throw new InvalidProtocolBufferException("nested too deep");
    }
    return in.pushLimit(in.readRawVarint32());
  }

  private Metric metric(int depth) throws IOException {
    int limit = enter(depth);
    var metric = new MetricBuilder();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> metric.name = in.readString();
        case 2 << 3 | VARINT -> metric.alias = in.readUInt64();
        case 3 << 3 | VARINT -> metric.timestamp = in.readUInt64();
        case 4 << 3 | VARINT -> metric.type = in.readUInt32();
        case 5 << 3 | VARINT -> metric.historical = in.readBool();
        case 7 << 3 | VARINT -> metric.empty = in.readBool();
        case 9 << 3 | BYTES -> metric.properties = properties(depth + 1);
        case 16 << 3 | BYTES -> metric.value = new Raw.Data(in.readByteArray());
        case 17 << 3 | BYTES -> metric.value = table(depth + 1);
        case 18 << 3 | BYTES -> metric.value = template(depth + 1);
        default -> {
          Raw plain = plain(tag, 10);
          metric.value = plain == null ? metric.value : plain;
        }
      }
    }
    in.popLimit(limit);
    return metric.build();
  }

  /// The fields of a metric as they come.
  private static final class MetricBuilder {
    private String name = "";
    private @Nullable Long alias;
    private @Nullable Long timestamp;
    private int type;
    private boolean historical;
    private boolean empty;
    private Map<String, Raw> properties = Map.of();
    private @Nullable Raw value;

    Metric build() {
      return new Metric(name, alias, timestamp, type, historical, empty, properties, value);
    }
  }

  /// One of the six plain values, whose fields follow each other everywhere in the schema; null,
  /// and the field is passed over, when it is another.
  ///
  /// @param first number of the field `int_value`
  private @Nullable Raw plain(int tag, int first) throws IOException {
    int field = WireFormat.getTagFieldNumber(tag) - first;
    int wire = WireFormat.getTagWireType(tag);
    if ((field == 0 || field == 1) && wire == VARINT) {
      long bits = in.readUInt64();
      return new Raw.Whole(field == 0 ? bits & 0xFFFF_FFFFL : bits);
    }
    if (field == 2 && wire == FIXED32) {
      float number = in.readFloat();
      return new Raw.Real(Double.parseDouble(Float.toString(number)), true);
    }
    if (field == 3 && wire == FIXED64) {
      return new Raw.Real(in.readDouble(), false);
    }
    if (field == 4 && wire == VARINT) {
      return new Raw.Flag(in.readBool());
    }
    if (field == 5 && wire == BYTES) {
      return new Raw.Words(in.readString());
    }
    skip(tag);
    return null;
  }

  private Map<String, Raw> properties(int depth) throws IOException {
    int limit = enter(depth);
    var keys = new ArrayList<String>();
    var values = new ArrayList<Raw>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> {
          count();
          keys.add(in.readString());
        }
        case 2 << 3 | BYTES -> values.add(property(depth + 1));
        default -> skip(tag);
      }
    }
    in.popLimit(limit);
    var properties = new LinkedHashMap<String, Raw>();
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      properties.put(keys.get(i), values.get(i));
    }
    return properties;
  }

  /// A property that is null, a set, or of a form that is not known, is [Raw.Unknown].
  private Raw property(int depth) throws IOException {
    int limit = enter(depth);
    Raw value = new Raw.Unknown();
    int type = 0;
    boolean empty = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | VARINT -> type = in.readUInt32();
        case 2 << 3 | VARINT -> empty = in.readBool();
        default -> {
          Raw plain = plain(tag, 3);
          value = plain == null ? value : plain;
        }
      }
    }
    in.popLimit(limit);
    if (empty) {
      return new Raw.Unknown();
    }
    boolean signed = type >= 1 && type <= 3;
    return signed && value instanceof Raw.Whole(long bits) ? new Raw.Whole((int) bits) : value;
  }

  private Raw template(int depth) throws IOException {
    int limit = enter(depth);
    var members = new ArrayList<Metric>();
    boolean definition = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 2 << 3 | BYTES -> members.add(metric(depth + 1));
        case 5 << 3 | VARINT -> definition = in.readBool();
        default -> skip(tag);
      }
    }
    in.popLimit(limit);
    return new Raw.Parts(definition, List.copyOf(members));
  }

  private Raw table(int depth) throws IOException {
    int limit = enter(depth);
    var columns = new ArrayList<String>();
    var types = new ArrayList<Integer>();
    var rows = new ArrayList<List<Raw>>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 2 << 3 | BYTES -> {
          count();
          columns.add(in.readString());
        }
        case 3 << 3 | VARINT -> {
          count();
          types.add(in.readUInt32());
        }
        case 3 << 3 | BYTES -> packed(types);
        case 4 << 3 | BYTES -> rows.add(row(depth + 1));
        default -> skip(tag);
      }
    }
    in.popLimit(limit);
    return new Raw.Table(List.copyOf(columns), List.copyOf(types), List.copyOf(rows));
  }

  private void packed(List<Integer> types) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      count();
      types.add(in.readUInt32());
    }
    in.popLimit(limit);
  }

  private List<Raw> row(int depth) throws IOException {
    int limit = enter(depth);
    var cells = new ArrayList<Raw>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3 | BYTES)) {
        cells.add(cell(depth + 1));
      } else {
        skip(tag);
      }
    }
    in.popLimit(limit);
    return List.copyOf(cells);
  }

  private Raw cell(int depth) throws IOException {
    int limit = enter(depth);
    Raw value = new Raw.Unknown();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Raw plain = plain(tag, 1);
      value = plain == null ? value : plain;
    }
    in.popLimit(limit);
    return value;
  }
}
