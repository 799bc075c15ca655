package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.template.Template;
import io.arxos.driver.template.TemplateException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Templates that are made of templates.
final class Templates {
  private static final String STEP =
      "\\.[A-Za-z_]\\w*|\\[\\s*'[^'\\\\]*'\\s*\\]|\\[\\s*\"[^\"\\\\]*\"\\s*\\]|\\[\\s*\\d{1,6}\\s*\\]";
  private static final Pattern PLACE =
      Pattern.compile(
          "\\{\\{-?\\s*value_json((?:" + STEP + "){1,16})\\s*(?:\\|\\s*is_defined\\s*)?-?\\}\\}");
  private static final Pattern ONE_STEP = Pattern.compile(STEP);
  private static final Pattern VALUE_ITSELF = Pattern.compile("\\{\\{-?\\s*value\\s*-?\\}\\}");

  private Templates() {}

  /// @throws Rejection when it is not a template
  static String checked(String key, String template) throws Rejection {
    try {
      Template.compile(template);
      return template;
    } catch (TemplateException e) {
      throw new Rejection(key + " is not a template: " + e.reason());
    }
  }

  /// The JSON pointer that means the same as the template; empty when none does.
  static String pointer(String template) {
    Matcher place = PLACE.matcher(template.strip());
    if (!place.matches()) {
      return "";
    }
    var pointer = new StringBuilder();
    Matcher step = ONE_STEP.matcher(place.group(1));
    while (step.find()) {
      String key = step.group().replaceAll("^\\.|^\\[\\s*['\"]?|['\"]?\\s*\\]$", "");
      pointer.append('/').append(key.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /// Whether it gives the message as it is.
  static boolean givesValue(String template) {
    return template.isEmpty() || VALUE_ITSELF.matcher(template.strip()).matches();
  }

  /// What stands in `x` after a template, seen through another expression.
  ///
  /// @param template empty for the message itself
  /// @param expression of `x`
  static String then(String template, String expression) {
    String x =
        template.isEmpty() ? "{% set x = value %}" : "{% set x %}" + template + "{% endset %}";
    String trimmed = template.isEmpty() ? "" : "{% set x = x | trim %}";
    return x + trimmed + "{{ " + expression + " }}";
  }

  /// A command's template that is given another value, or more than the value.
  ///
  /// @param sets such as `{% set position = value %}`
  /// @param template empty for the value itself
  static String with(String sets, String template) {
    return sets + (template.isEmpty() ? "{{ value }}" : template);
  }

  /// As a text of a template.
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /// As a list of a template.
  static String list(List<?> texts) {
    return texts.stream()
        .map(text -> quoted(String.valueOf(text)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// A number as people write it: `100`, `0.5`.
  static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
