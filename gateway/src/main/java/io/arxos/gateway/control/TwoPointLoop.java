package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import io.arxos.gateway.config.LoopConfig;

/// On and off with hysteresis, on the greatest of its inputs: a heating pump that runs while any
/// valve is open.
///
/// One valid input above `on-above` is enough to know that the greatest is. To know that the
/// greatest is below `off-below`, every input must be valid: while one is missing and no other asks
/// for it, the output table decides and not a guess.
final class TwoPointLoop implements Loop {
  private final LoopConfig.TwoPoint config;
  private final WritablePoint output;
  private boolean on;

  TwoPointLoop(LoopConfig.TwoPoint config, WritablePoint output) {
    this.config = config;
    this.output = output;
  }

  @Override
  public LoopConfig config() {
    return config;
  }

  @Override
  public Proposal propose(LoopInputs inputs, double seconds) {
    double greatest = Double.NEGATIVE_INFINITY;
    String missing = "";
    for (PointId input : config.inputs()) {
      double value = inputs.usable(input);
      if (Double.isNaN(value)) {
        missing = inputs.whyNot(input);
      } else {
        greatest = Math.max(greatest, value);
      }
    }
    if (greatest > config.onAbove()) {
      on = true;
    } else if (!missing.isEmpty()) {
      return new Proposal.NoInput(missing);
    } else if (greatest < config.offBelow()) {
      on = false;
    }
    return new Proposal.Drive(output.valueOf(on ? 1 : 0));
  }

  @Override
  public void follow(Value inForce) {
    on = inForce.number() > 0;
  }
}
