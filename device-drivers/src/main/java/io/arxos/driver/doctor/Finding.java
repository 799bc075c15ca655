package io.arxos.driver.doctor;

/// A fault that the evidence fits.
///
/// @param subject the line, device, equipment or point that it is about, in the site file's words
/// @param sentence for a person: what is seen, what it means, what to do
public record Finding(Signature signature, String subject, String sentence) {
  /// The faults that are known by their traces.
  public enum Signature {
    TWO_DEVICES_AS_ONE,
    WRONG_WORD_ORDER,
    WRONG_LINE_SETTINGS,
    DUPLICATE_CLIENT_ID,
    DEVICE_CLOCK_WRONG,
    UNIT_SLIP,
    SCALE_SLIP,
    STUCK_VALUE,
    NO_SENSOR,
    DEAD_DEVICE_SLOWS_LINE,
    NOISY_LINE,
    SILENT_LINE
  }
}
