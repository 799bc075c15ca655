package io.arxos.gateway.control;

import io.arxos.gateway.sampling.ProcessImage;

/// What control sees of the rest of the gateway. Asked once per cycle; never blocks.
public interface Surroundings {
  /// The process image, frozen.
  ProcessImage.Snapshot image();

  /// Nothing can be journaled any more.
  boolean journalFailed();

  /// The cloud has been out of reach for longer than the gateway's settings call a blip.
  boolean cloudLost();
}
