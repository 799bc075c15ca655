package io.arxos.driver.doctor;

import io.arxos.driver.doctor.Finding.Signature;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.RawWords;
import io.arxos.driver.line.RawWords.Form;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether values of several registers make no sense in the declared order of words and do in
/// another. A point alone proves it when its class says what is usual; without a class its
/// magnitude must be absurd in most samples, and ordinary in every sample of the other order.
final class WordOrderSignature {
  private static final List<String> ORDERS = List.of("ABCD", "CDAB", "BADC", "DCBA");

  /// Beyond it nothing in a building is counted or measured with 32 bits.
  private static final double ORDINARY_MAX = 1e7;

  private static final double ORDINARY_MIN = 1e-3;
  private static final double ABSURD_MAX = 1e10;
  private static final double ABSURD_MIN = 1e-6;
  private static final int SAMPLES_MIN = 2;

  /// All but one in so many.
  private static final int MOST = 3;

  /// How far apart samples of one measurement may be, seen in minutes.
  private static final double SPREAD_MAX = 100;

  private WordOrderSignature() {}

  static List<Finding> of(LineReport line, List<PointRecord> points) {
    var findings = new ArrayList<Finding>();
    line.devices()
        .forEach(device ->
            device
                .words()
                .forEach(words -> {
                  Optional<PointRecord> point =
                      points.stream()
                          .filter(it -> it.id().path().equals(words.point()))
                          .findFirst();
                  List<String> better =
                      words.samples().isEmpty() || !wrong(words, words.order(), point)
                          ? List.of()
                          : ORDERS.stream()
                              .filter(order -> !order.equals(words.order()))
                              .filter(order -> right(words, order, point))
                              .toList();
                  if (!better.isEmpty()) {
                    findings.add(finding(device.name(), words, better.getFirst()));
                  }
                }));
    return findings;
  }

  /// The number that bytes mean.
  ///
  /// @param order as in [RawWords]
  static double number(Form form, String order, List<Byte> sample) {
    var bytes = ByteBuffer.allocate(form.bytes());
    for (int i = 0; i < form.bytes(); i++) {
      int from =
          switch (order) {
            case "CDAB" -> (form.bytes() - 2 - (i & ~1)) | (i & 1);
            case "BADC" -> i ^ 1;
            case "DCBA" -> form.bytes() - 1 - i;
            default -> i;
          };
      bytes.put(sample.get(from));
    }
    bytes.flip();
    return switch (form) {
      case INT32 -> bytes.getInt();
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt());
      case FLOAT32 -> bytes.getFloat();
      case INT64 -> bytes.getLong();
      case UINT64 -> unsigned(bytes.getLong());
      case FLOAT64 -> bytes.getDouble();
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : bits + 0x1p64;
  }

  /// Whether most samples make no sense. Not all: of a float with few digits (231.75) the swapped
  /// words are an ordinary number, too (-2.004).
  private static boolean wrong(RawWords words, String order, Optional<PointRecord> point) {
    Optional<Plausibility> known = point.flatMap(Plausibility::of);
    boolean rests = lowWordRests(words, order);
    int wrong = 0;
    for (List<Byte> sample : words.samples()) {
      double raw = number(words.form(), order, sample);
      boolean impossible =
          known.isPresent()
              && !known.get().possible(raw * words.scale(), point.orElseThrow().unit());
      wrong += impossible || absurd(words.form(), raw, rests) ? 1 : 0;
    }
    int samples = words.samples().size();
    return wrong >= (known.isPresent() ? 1 : SAMPLES_MIN) && MOST * wrong >= samples * (MOST - 1);
  }

  private static boolean absurd(Form form, double raw, boolean rests) {
    double size = Math.abs(raw);
    return (form == Form.FLOAT32 || form == Form.FLOAT64)
        ? size != 0 && !(size >= ABSURD_MIN && size <= ABSURD_MAX)
        : size >= 0x10000 && rests;
  }

  /// Whether the lower half of an integer never changes while the upper half does: a measurement
  /// does the opposite.
  private static boolean lowWordRests(RawWords words, String order) {
    if (words.samples().size() < SAMPLES_MIN) {
      return false;
    }
    double first = number(words.form(), order, words.samples().getFirst());
    double modulus = words.form().bytes() == 4 ? 0x1p16 : 0x1p32;
    return words.samples().stream()
        .allMatch(it -> (number(words.form(), order, it) - first) % modulus == 0);
  }

  private static boolean right(RawWords words, String order, Optional<PointRecord> point) {
    double[] values = values(words, order);
    Optional<Plausibility> known = point.flatMap(Plausibility::of);
    double smallest = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (double value : values) {
      double size = Math.abs(value);
      smallest = Math.min(smallest, size);
      greatest = Math.max(greatest, size);
      boolean fits =
          known.isPresent()
              ? Double.isFinite(value) && known.get().usual(value, point.orElseThrow().unit())
              : size >= ORDINARY_MIN && size <= ORDINARY_MAX;
      if (!fits) {
        return false;
      }
    }
    return greatest <= smallest * SPREAD_MAX;
  }

  private static double[] values(RawWords words, String order) {
    return words.samples().stream()
        .mapToDouble(it -> words.scale() * number(words.form(), order, it))
        .toArray();
  }

  private static Finding finding(String device, RawWords words, String order) {
    List<Byte> last = words.samples().getLast();
    return new Finding(
        Signature.WRONG_WORD_ORDER,
        words.point(),
        "%s (%s): %s makes no sense; with word order %s it is %s: the word order is declared wrong."
            .formatted(
                words.point(),
                device,
                shown(words.scale() * number(words.form(), words.order(), last)),
                order,
                shown(words.scale() * number(words.form(), order, last))));
  }

  static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : "%.4g".formatted(value);
  }
}
