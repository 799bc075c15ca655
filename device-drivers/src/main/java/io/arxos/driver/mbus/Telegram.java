package io.arxos.driver.mbus;

import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.naming.Meanings;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Frames of the link layer (EN 13757-2), and who sent one (EN 13757-3).
final class Telegram {
  static final byte[] ACK = {(byte) 0xE5};
  private static final int LONG = 0x68;
  private static final int SHORT = 0x10;
  private static final int STOP = 0x16;
  private static final int VARIABLE = 0x72;
  private static final int HEADER_BYTES = 12;

  private Telegram() {}

  /// What bytes on the line are.
  sealed interface Parsed {
    /// Not all of it is here yet.
    record More() implements Parsed {}

    /// A single character.
    record Ack() implements Parsed {}

    /// A long frame.
    ///
    /// @param data after the control information field
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int control, int address, int information, byte[] data) implements Parsed {}

    /// It is whole, and its checksum is wrong.
    record Damaged() implements Parsed {}

    /// No frame of M-Bus.
    record Garbage() implements Parsed {}
  }

  /// Who sent a telegram, and what of it holds records.
  ///
  /// @param id eight digits
  /// @param manufacturer three letters
  /// @param medium code, such as 0x04 for heat
  /// @param problem why its records cannot be read; empty when they can
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sender(
      String id,
      String manufacturer,
      int version,
      int medium,
      int status,
      byte[] records,
      String problem) {}

  /// @param length of what has come so far
  static Parsed parse(byte[] bytes, int length) {
    if (length == 0) {
      return new Parsed.More();
    }
    int first = u8(bytes, 0);
    if (first == 0xE5) {
      return new Parsed.Ack();
    }
    if (first != LONG) {
      return new Parsed.Garbage();
    }
    if (length < 4) {
      return new Parsed.More();
    }
    int size = u8(bytes, 1);
    if (size != u8(bytes, 2) || u8(bytes, 3) != LONG || size < 3) {
      return new Parsed.Garbage();
    }
    if (length < size + 6) {
      return new Parsed.More();
    }
    if (u8(bytes, size + 4) != sum(bytes, 4, size + 4) || u8(bytes, size + 5) != STOP) {
      return new Parsed.Damaged();
    }
    return new Parsed.Frame(
        u8(bytes, 4), u8(bytes, 5), u8(bytes, 6), Arrays.copyOfRange(bytes, 7, size + 4));
  }

  static byte[] shortFrame(int control, int address) {
    return new byte[] {
      SHORT, (byte) control, (byte) address, (byte) (control + address), (byte) STOP
    };
  }

  /// Selects the meter with an identification for address 253; `F` in it stands for any digit, and
  /// maker, version and medium may be any.
  static byte[] select(String id) {
    byte[] frame = {
      LONG, 11, 11, LONG, 0x53, (byte) 0xFD, 0x52, 0, 0, 0, 0, -1, -1, -1, -1, 0, STOP
    };
    for (int i = 0; i < 4; i++) {
      frame[7 + i] = (byte) Integer.parseInt(id.substring(6 - 2 * i, 8 - 2 * i), 16);
    }
    frame[15] = (byte) sum(frame, 4, 15);
    return frame;
  }

  /// Reads the fixed header of variable data.
  static Sender sender(Parsed.Frame frame) {
    if (frame.information() == 0x70) {
      return broken("the meter reports an application error");
    }
    if (frame.information() != VARIABLE) {
      return broken("the meter sends another structure (CI %02X)".formatted(frame.information()));
    }
    byte[] data = frame.data();
    if (data.length < HEADER_BYTES) {
      return broken("the telegram is too short");
    }
    var id = new StringBuilder();
    for (int i = 3; i >= 0; i--) {
      id.append("%02X".formatted(u8(data, i)));
    }
    int mode = u8(data, 11) & 0x1F;
    return new Sender(
        id.toString(),
        manufacturer(u8(data, 4) | u8(data, 5) << 8),
        u8(data, 6),
        u8(data, 7),
        u8(data, 9),
        Arrays.copyOfRange(data, HEADER_BYTES, data.length),
        mode == 0 ? "" : "the telegram is encrypted (mode " + mode + ")");
  }

  /// Three letters of five bits (EN 62056-21).
  static String manufacturer(int code) {
    return ""
        + (char) ('@' + (code >> 10 & 0x1F))
        + (char) ('@' + (code >> 5 & 0x1F))
        + (char) ('@' + (code & 0x1F));
  }

  /// EN 13757-3, table of device types.
  static String medium(int code) {
    return switch (code) {
      case 0x01 -> "oil";
      case 0x02 -> "electricity";
      case 0x03 -> "gas";
      case 0x04, 0x0C -> "heat";
      case 0x05 -> "steam";
      case 0x06 -> "warm water";
      case 0x07 -> "water";
      case 0x08 -> "heat cost allocator";
      case 0x09 -> "compressed air";
      case 0x0A, 0x0B -> "cooling";
      case 0x0D -> "heat and cooling";
      case 0x15 -> "hot water";
      case 0x16 -> "cold water";
      case 0x17 -> "dual water";
      case 0x18 -> "pressure";
      case 0x1B -> "room sensor";
      default -> "medium %02X".formatted(code);
    };
  }

  /// What the status byte says is wrong (EN 13757-3, 5.10); empty when nothing is.
  static List<String> troubles(int status) {
    var troubles = new ArrayList<String>();
    if ((status & 0x03) == 2) {
      troubles.add("application error");
    }
    if ((status & 0x04) != 0) {
      troubles.add("power low");
    }
    if ((status & 0x08) != 0) {
      troubles.add("permanent error");
    }
    if ((status & 0x10) != 0) {
      troubles.add("temporary error");
    }
    return troubles;
  }

  /// Types G (date), F (to the minute) and I (to the second).
  static Reading date(byte[] b) {
    try {
      int at = b.length == 2 ? 0 : b.length == 4 ? 2 : 3;
      if (b.length != 2 && b.length != 4 && b.length != 6) {
        return Reading.fault("no date");
      }
      int year = (b[at] & 0xE0) >> 5 | (b[at + 1] & 0xF0) >> 1;
      LocalDate day =
          LocalDate.of(year + (year > 80 ? 1900 : 2000), b[at + 1] & 0x0F, b[at] & 0x1F);
      if (b.length == 2) {
        return Reading.good(new Value.Text(day.toString()));
      }
      int minutes = at - 2;
      if ((b[minutes] & 0x80) != 0) {
        return Reading.fault("the meter says: invalid time");
      }
      LocalDateTime time =
          day.atTime(b[minutes + 1] & 0x1F, b[minutes] & 0x3F, b.length == 6 ? b[0] & 0x3F : 0);
      return Reading.good(new Value.Text(time.toString()));
    } catch (DateTimeException _) {
      return Reading.fault("no date");
    }
  }

  /// A meter as discovery shows it.
  static Discovered discovered(int meter, Sender sender, Collection<Records.Entry> entries) {
    String medium = medium(sender.medium());
    var points = new ArrayList<DiscoveredPoint>();
    for (Records.Entry entry : entries) {
      if (entry.quantity().equals("unknown")) {
        continue;
      }
      Meaning meaning = meaning(sender.medium(), entry);
      points.add(
          new DiscoveredPoint(
              entry.name(),
              meaning,
              Map.of("meter", (long) meter, "value", entry.name()),
              Map.of(),
              false,
              entry.reading()));
    }
    return new Discovered(
        "mbus",
        "meter " + meter,
        new Discovered.Identity(
            sender.id(),
            medium + " meter " + sender.id(),
            sender.manufacturer(),
            "version " + sender.version()),
        points,
        String.join(", ", troubles(sender.status())),
        1);
  }

  private static Meaning meaning(int medium, Records.Entry entry) {
    if (Set.of("", "text", "date", "time").contains(entry.unit())) {
      return Meaning.UNKNOWN;
    }
    String thermal = thermal(medium, entry.quantity());
    if (!thermal.isEmpty()) {
      return new Meaning(
          entry.unit(),
          thermal,
          0.9,
          List.of(entry.quantity() + " of a meter for " + medium(medium)));
    }
    Meaning byName =
        Meanings.of(
            entry.quantity().replace('-', '_'),
            entry.unit(),
            medium(medium) + " " + entry.name().replace('-', ' ').replace('/', ' '));
    return byName.unit().isEmpty()
        ? new Meaning(entry.unit(), "", 0.9, List.of("by its VIF"))
        : byName;
  }

  /// Brick class where the medium decides it; flow is what a meter calls the supply.
  private static String thermal(int medium, String quantity) {
    boolean heat = Set.of(0x04, 0x0C, 0x0D).contains(medium);
    if (!heat && medium != 0x0A && medium != 0x0B) {
      return medium != 0x02 && quantity.equals("energy") ? "Energy_Sensor" : "";
    }
    String water = heat ? "Hot_Water" : "Chilled_Water";
    return switch (quantity) {
      case "energy" -> "Thermal_Energy_Usage_Sensor";
      case "power" -> "Thermal_Power_Sensor";
      case "volume-flow" -> water + "_Flow_Sensor";
      case "flow-temperature" -> "Leaving_" + water + "_Temperature_Sensor";
      case "return-temperature" -> "Entering_" + water + "_Temperature_Sensor";
      case "temperature-difference" -> "Water_Differential_Temperature_Sensor";
      default -> "";
    };
  }

  private static Sender broken(String problem) {
    return new Sender("", "", 0, 0, 0, new byte[0], problem);
  }

  private static int sum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += bytes[i];
    }
    return sum & 0xFF;
  }

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }
}
