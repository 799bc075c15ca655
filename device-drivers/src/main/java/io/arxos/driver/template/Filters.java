package io.arxos.driver.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.template.Nothing.None;
import io.arxos.driver.template.Nothing.Undefined;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands after `|`: the filters of Jinja and those that Home Assistant adds.
final class Filters {
  private Filters() {}

  static Object apply(Run run, String name, Object value, Args args) {
    run.step();
    if (value instanceof String text) {
      run.pay(text.length());
    }
    Object result = basic(run, name, value, args);
    if (result == null) {
      result = Numbers.apply(run, name, value, args);
    }
    if (result == null) {
      result = TextFilters.apply(run, name, value, args);
    }
    if (result == null) {
      result = Lists.apply(run, name, value, args);
    }
    if (result == null) {
      result = Times.apply(run, name, value, args);
    }
    if (result == null) {
      throw Refusal.of("filter " + name + " is not known");
    }
    return result;
  }

  private static @Nullable Object basic(Run run, String name, Object value, Args args) {
    return switch (name) {
      case "default", "d" -> {
        boolean replace =
            value instanceof Undefined || (args.flag(1, "boolean", false) && !Python.truth(value));
        yield replace ? otherwise(args.find(0, "default_value")) : value;
      }
      case "is_defined" -> {
        if (value instanceof Undefined undefined) {
          throw undefined.refusal();
        }
        yield value;
      }
      case "iif" -> iif(value, args);
      case "attr" -> new Evaluator(run).attribute(value, args.text(0, "name"), "the value");
      case "tojson" -> PlainJson.text(run, value, true);
      case "to_json" -> PlainJson.text(run, value, false);
      case "from_json" -> json(value, args);
      case "string" -> Texts.of(run, value);
      case "safe" -> value;
      case "typeof" -> typeOf(value);
      case "contains" -> Python.contains(run, value, args.need(0, "value"));
      case "is_list" -> value instanceof List;
      case "base64_encode" ->
          Base64.getEncoder().encodeToString(Texts.of(run, value).getBytes(UTF_8));
      case "base64_decode" -> decoded(Texts.of(run, value));
      default -> null;
    };
  }

  private static Object otherwise(@Nullable Object given) {
    return given == null ? "" : given;
  }

  /// `x | iif('yes', 'no', 'neither')`.
  private static Object iif(Object value, Args args) {
    if (value instanceof None || value instanceof Undefined) {
      Object none = args.find(2, "if_none");
      if (none != null) {
        return none;
      }
    }
    if (Python.truth(value)) {
      Object yes = args.find(0, "if_true");
      return yes == null ? true : yes;
    }
    Object no = args.find(1, "if_false");
    return no == null ? false : no;
  }

  private static Object json(Object value, Args args) {
    if (value instanceof Undefined undefined) {
      throw undefined.refusal();
    }
    Object parsed = value instanceof String text ? PlainJson.parse(text).orElse(null) : null;
    Object otherwise = args.find(0, "default");
    if (parsed == null && otherwise == null) {
      throw Refusal.of("from_json got something that is not JSON");
    }
    return parsed == null ? otherwise(otherwise) : parsed;
  }

  private static Object decoded(String text) {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getMimeDecoder().decode(text)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException _) {
      throw Refusal.of("base64_decode got something that is not a text in base64");
    }
  }

  private static String typeOf(Object value) {
    return switch (value) {
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Double _ -> "float";
      case String _ -> "str";
      case Tuple _ -> "tuple";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "dict";
      case None _ -> "NoneType";
      default -> "object";
    };
  }
}
