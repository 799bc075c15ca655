/// Tests of templates: what they print is compared with what Jinja 2 and Home Assistant print for
/// the same template and message.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.template;
