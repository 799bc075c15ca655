/// Value and command templates as devices announce them: the part of Jinja 2, with the filters of
/// Home Assistant, that is met in MQTT discovery messages.
///
/// Promises: [Template#render] never throws and always ends: steps, depth, sizes of texts and
/// lists, output and the work of regular expressions have limits. Nothing outside the variables is
/// reached: no file, no network, no state of another entity, no clock but the one that is passed.
///
/// Semantics are Python's: `True` is written so, `1.0` stays `1.0`, `round` goes to the even
/// neighbour, an empty list is false. Missing values are *undefined*: printed as nothing, and an
/// error when something is asked of them.
///
/// Why a filter that is not known fails only when it is used: a device announces twenty entities in
/// one message, and one odd template must not hide the others.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.template;
