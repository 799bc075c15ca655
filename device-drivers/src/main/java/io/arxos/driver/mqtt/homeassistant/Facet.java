package io.arxos.driver.mqtt.homeassistant;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;
import io.arxos.driver.naming.Meanings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// One value or command of an entity on its way to a point.
final class Facet {
  private static final Pattern CORRECTION =
      Pattern.compile("offset|calibrat|correct|adjust|delta|korrektur|versatz", CASE_INSENSITIVE);

  /// What Home Assistant takes for having no state.
  private static final List<String> NO_VALUE = List.of("None", "unavailable", "unknown");

  private static final int STATES_MAX = 64;
  private static final double STALE_SECONDS_MIN = 1;

  private final Entity entity;
  private final String name;
  private final Map<String, Object> address = new LinkedHashMap<>();
  private final Map<String, Object> more = new LinkedHashMap<>();
  private String quantity = "";
  private String unit = "";
  private boolean binary;
  private boolean ownWords;
  private String topic = "";
  private String template = "";
  private String setTopic = "";
  private String setTemplate = "";

  Facet(Entity entity, String name) {
    this.entity = entity;
    this.name = name;
  }

  private Config config() {
    return entity.config();
  }

  /// Where it is read.
  ///
  /// @param topicKey of the configuration
  /// @param templateKeys the first that is said counts
  Facet state(String topicKey, String... templateKeys) throws Rejection {
    topic = config().topic(topicKey);
    for (String key : templateKeys) {
      if (template.isEmpty() && config().has(key)) {
        template = Templates.checked(key, config().text(key));
      }
    }
    return this;
  }

  /// Where it is read, by a template of ours.
  Facet read(String topicKey, String ownTemplate) throws Rejection {
    topic = config().topic(topicKey);
    template = ownTemplate;
    return this;
  }

  /// Looks at what the template gives through an expression of `x`.
  Facet then(String expression) {
    template = Templates.then(template, expression);
    return this;
  }

  /// A template's `None` is a state: none of the presets.
  Facet noneIsAState() {
    if (readable() && !template.isEmpty() && !atPointer()) {
      then("'none' if x == 'None' else x");
    }
    return this;
  }

  boolean readable() {
    return !topic.isEmpty();
  }

  /// Whether the state's template is a plain place in a JSON document.
  boolean atPointer() {
    return !Templates.pointer(template).isEmpty();
  }

  boolean hasCommandTemplate() {
    return !setTemplate.isEmpty();
  }

  boolean writable() {
    return !setTopic.isEmpty();
  }

  /// Where it is written.
  Facet command(String topicKey, String... templateKeys) throws Rejection {
    setTopic = config().topic(topicKey);
    for (String key : templateKeys) {
      if (setTemplate.isEmpty() && config().has(key)) {
        setTemplate = Templates.checked(key, config().text(key));
      }
    }
    return this;
  }

  /// Where it is written, by a template of ours.
  Facet write(String topicKey, String ownTemplate) throws Rejection {
    setTopic = config().topic(topicKey);
    setTemplate = Templates.checked(topicKey, ownTemplate);
    return this;
  }

  /// The words of the command are not those of the state: `sets` makes them.
  Facet ownWords(String sets) {
    ownWords = true;
    return writable() ? with(sets) : this;
  }

  /// Gives the command's template more than the value.
  Facet with(String sets) {
    setTemplate = Templates.with(sets, setTemplate);
    return this;
  }

  /// What it measures, and in which unit; each may be empty.
  Facet means(String measured, String unitText) {
    quantity = measured;
    unit = unitText;
    return this;
  }

  /// A number, and nothing else.
  Facet number(boolean is) {
    if (is) {
      address.put("type", "number");
    }
    return this;
  }

  /// A word, also when it looks like a number or a truth.
  Facet words() {
    address.put("type", "text");
    return this;
  }

  /// On or off, by these words.
  Facet binary(String kind, String on, String off) {
    quantity = kind;
    binary = true;
    if (!on.equalsIgnoreCase(off)) {
      address.put("on", on);
      address.put("off", off);
    }
    return this;
  }

  /// What is sent for true and false.
  Facet sends(String on, String off) {
    address.put("set-on", on);
    address.put("set-off", off);
    return this;
  }

  /// One of these words.
  Facet states(List<String> states) {
    words();
    List<String> known = states.stream().filter(state -> !state.isBlank()).distinct().toList();
    if (known.size() >= 2 && known.size() <= STATES_MAX) {
      more.put("states", known);
    }
    return this;
  }

  /// The range of what may be written.
  Facet range(double min, double max) {
    if (min < max) {
      more.put("write", Map.of("min", min, "max", max));
    }
    return this;
  }

  Facet staleAfter(double seconds) {
    if (seconds >= STALE_SECONDS_MIN) {
      more.put("stale-after", Templates.number(Math.ceil(seconds)) + "s");
    }
    return this;
  }

  /// Adds the point, if there is anything to read or to write.
  void addTo(List<DiscoveredPoint> points) throws Rejection {
    if (!readable() && !writable()) {
      return;
    }
    boolean echo = !readable();
    address.put("topic", echo ? setTopic : topic);
    if (echo && !setTemplate.isEmpty()) {
      template = "{{ '' }}"; // what was sent says nothing that could be read back
    }
    reading();
    String time = entity.timePointer(topic);
    if (!time.isEmpty() && (address.containsKey("pointer") || address.containsKey("template"))) {
      address.put("time-pointer", time);
    }
    address.put("partial", true);
    if (!binary && !"number".equals(address.get("type"))) {
      address.put("no-value", NO_VALUE);
    }
    if (writable()) {
      writing();
    } else {
      address.remove("set-on");
      address.remove("set-off");
      more.remove("write");
    }
    address.putAll(entity.reach());
    points.add(new DiscoveredPoint(name, meaning(), address, more, writable(), null));
  }

  /// A device that names neither quantity nor unit has no unit, whatever its name reminds of.
  private Meaning meaning() {
    if (binary) {
      return Meanings.binary(quantity, name);
    }
    Meaning meaning = classed(Meanings.of(quantity, unit, asked()));
    return quantity.isEmpty() && unit.isEmpty() && !meaning.unit().equals("1")
        ? new Meaning("1", meaning.brickClass(), meaning.confidence() / 2, meaning.reasons())
        : meaning;
  }

  /// A number that is set is a set point, unless it corrects something.
  private String asked() {
    boolean set = entity.component().equals("number") && !CORRECTION.matcher(name).find();
    return set ? name + " setpoint" : name;
  }

  /// A word is no measured value, and what a sensor says no command.
  private Meaning classed(Meaning meaning) {
    String brickClass = meaning.brickClass();
    boolean measured = brickClass.endsWith("_Sensor") || brickClass.contains("Speed");
    if ("text".equals(address.get("type")) && measured) {
      return new Meaning(meaning.unit(), "", 0, List.of("it is said in words"));
    }
    return entity.component().equals("sensor") ? Meanings.read(meaning) : meaning;
  }

  private void reading() throws Rejection {
    String pointer = Templates.pointer(template);
    if (!pointer.isEmpty()) {
      address.put("pointer", pointer);
    } else if (!Templates.givesValue(template)) {
      address.put("template", Templates.checked("template", template));
    }
  }

  private void writing() throws Rejection {
    if (setTopic.contains("+") || setTopic.contains("#")) {
      throw new Rejection("a command topic has wildcards");
    }
    address.put("set-topic", setTopic);
    if (more.get("states") instanceof List<?> states && !ownWords) {
      // The gateway writes the number of a state, the device waits for its word.
      setTemplate =
          Templates.with(
              "{% set value = "
                  + Templates.list(states)
                  + "[value] if value is number else value %}",
              setTemplate);
    }
    if (!Templates.givesValue(setTemplate)) {
      address.put("set-template", jinja(setTemplate));
    }
    if (config().flag("retain", false)) {
      address.put("retain", true);
    }
  }

  /// A payload without any expression is still a template.
  private static String jinja(String template) {
    return template.contains("{{") || template.contains("{%") ? template : template + "{{ '' }}";
  }
}
