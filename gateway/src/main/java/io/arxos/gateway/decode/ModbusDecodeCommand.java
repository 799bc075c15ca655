package io.arxos.gateway.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.modbus.Decoded;
import io.arxos.driver.modbus.Exchange;
import io.arxos.driver.modbus.Maps;
import io.arxos.driver.modbus.PlainForm;
import io.arxos.driver.modbus.WordDecoder;
import io.arxos.gateway.decode.NdjsonLines.KeyException;
import io.arxos.gateway.decode.NdjsonLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Decodes words of Modbus.
@Command(
    name = "modbus",
    description = "Show what the Modbus driver makes of registers.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Input, one answer of a device a line:",
      "  {\"unit\":1, \"function\":3, \"address\":0, \"words\":[16840, \"0x0000\"]}",
      "address counts from 0, as on the line; an answer with function + 128 is a refusal whose",
      "code is in words or in \"code\".",
      "Output: with a map, a line for each of its registers that lies in the words; without one, a",
      "line for each value of --type."
    })
final class ModbusDecodeCommand implements Callable<Integer> {
  private static final int WORDS_MAX = 65_536;
  private static final int WORD_MAX = 0xFFFF;
  private static final int BYTE_MAX = 0xFF;
  private static final int EXCEPTION = 0x80;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--map",
      paramLabel = "MAP",
      description =
          "a register map: a file (.yaml of ours, .csv table, SunSpec model .json), the name of one"
              + " that is shipped, or sunspec")
  private String map = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "without a map: what each value is, such as float32 (default uint16)")
  private String type = "";

  @Option(
      names = "--word-order",
      paramLabel = "ORDER",
      description = "ABCD (default), CDAB, BADC or DCBA; eight letters for four words")
  private String order = "";

  @Option(names = "--scale", paramLabel = "S", description = "value = raw × S, such as 0.1")
  private String scale = "";

  @Option(names = "--offset", paramLabel = "O", description = "value = raw × scale + O")
  private String offset = "";

  @Option(names = "--words", paramLabel = "N", description = "registers of a string")
  private String words = "";

  @Option(names = "--unit", paramLabel = "UNIT", description = "what the values are in")
  private String unit = "";

  @Option(
      names = "--not-available",
      paramLabel = "RAW",
      split = ",",
      description = "raw values that mean there is none, such as 0x8000")
  private List<String> absent = List.of();

  private final InputStream in;

  ModbusDecodeCommand() {
    this(System.in);
  }

  ModbusDecodeCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    WordDecoder decoder = map.isEmpty() ? plain() : mapped();
    var lines = new NdjsonLines(in);
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      switch (line.get()) {
        case Line.Good(long number, ObjectNode object) -> decode(decoder, number, object);
        case Line.Bad(long number, String reason) -> bad(number, "", reason);
      }
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private WordDecoder mapped() {
    for (String option : List.of(type, order, scale, offset, words, unit)) {
      if (!option.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), option + " has no effect: the map says how registers are read");
      }
    }
    List<Problem> problems = new ArrayList<>();
    Optional<Maps.Layout> layout = Maps.named(map, problems::add);
    WordDecoder decoder = WordDecoder.of(layout.orElseThrow(() -> refused(problems)));
    problems.forEach(problem -> spec.commandLine().getErr().println(problem + " (left out)"));
    return decoder;
  }

  private WordDecoder plain() {
    Map<String, Object> settings = new LinkedHashMap<>();
    Map.of("type", type, "word-order", order, "scale", scale, "offset", offset, "words", words)
        .forEach((key, text) -> {
          if (!text.isEmpty()) {
            settings.put(key, text);
          }
        });
    if (!absent.isEmpty()) {
      settings.put("not-available", absent);
    }
    List<Problem> problems = new ArrayList<>();
    Optional<PlainForm> form = PlainForm.of(settings, unit, problems::add);
    PlainForm known = form.orElseThrow(() -> refused(problems));
    return WordDecoder.plain(known.form(), known.meaning());
  }

  private ParameterException refused(List<Problem> problems) {
    return new ParameterException(
        spec.commandLine(),
        String.join("\n", problems.stream().sorted().map(Problem::toString).toList()));
  }

  private void decode(WordDecoder decoder, long number, ObjectNode line) {
    String place = line.path("unit").asText("");
    try {
      for (Decoded decoded : decoder.decode(exchange(line))) {
        var source = new ReadingLine.Source(number, "unit", place, decoded.path());
        print(ReadingLine.of(decoded.point(), decoded.meaning(), decoded.reading(), source));
      }
    } catch (KeyException e) {
      bad(number, place, e.reason());
    }
  }

  private static Exchange exchange(ObjectNode line) throws KeyException {
    int unit = line.has("unit") ? number(line.path("unit"), "unit", BYTE_MAX) : 1;
    int function = number(line.path("function"), "function", BYTE_MAX);
    boolean refusal = function >= EXCEPTION;
    int address = refusal ? 0 : number(line.path("address"), "address", WORD_MAX);
    for (String key : List.of("code", "exception", "exception_code")) {
      if (line.has(key) && !line.path(key).isNull()) {
        int code = number(line.path(key), key, BYTE_MAX);
        return new Exchange(unit, function | EXCEPTION, address, new int[] {code});
      }
    }
    return new Exchange(unit, function, address, words(line.path("words"), refusal));
  }

  private static int[] words(JsonNode list, boolean refusal) throws KeyException {
    if (list.isMissingNode() && refusal) {
      return new int[0];
    }
    if (!list.isArray()) {
      throw new KeyException(list.isMissingNode() ? "no words" : "words is not a list");
    }
    if (list.size() > WORDS_MAX) {
      throw new KeyException("more words than a device has registers");
    }
    int[] words = new int[list.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          list.get(i).isBoolean()
              ? list.get(i).booleanValue() ? 1 : 0
              : number(list.get(i), "words[" + i + "]", WORD_MAX);
    }
    return words;
  }

  private static int number(JsonNode value, String key, int max) throws KeyException {
    if (value.isMissingNode()) {
      throw new KeyException("no " + key);
    }
    long number = -1;
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      number = value.longValue();
    } else if (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue())) {
      number = (long) value.doubleValue();
    } else if (value.isTextual() && value.textValue().strip().length() <= 10) {
      number = parsed(value.textValue().strip());
    }
    if (number < 0 || number > max) {
      throw new KeyException(key + " is not a number of 0 to " + max);
    }
    return (int) number;
  }

  private static long parsed(String text) {
    try {
      return text.startsWith("0x") || text.startsWith("0X")
          ? Long.parseLong(text.substring(2), 16)
          : Long.parseLong(text);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private void bad(long number, String place, String reason) {
    var source = new ReadingLine.Source(number, "unit", place, "");
    print(ReadingLine.of("", Meaning.UNKNOWN, Reading.fault(reason), source));
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
