package io.arxos.gateway.control;

import io.arxos.driver.Value;
import io.arxos.driver.Value.Num;
import io.arxos.gateway.config.LoopConfig;

/// A PID controller in the standard (ISA, non-interacting) form
///
///     u = K · ( e + 1/Ti ∫ e dt + Td de/dt )
///
/// after K. J. Åström and T. Hägglund, *PID Controllers: Theory, Design, and Tuning* (2nd edition,
/// ISA, 1995), chapter 3, and K. J. Åström and R. M. Murray, *Feedback Systems* (2nd edition),
/// sections 11.4 "Integral windup" and 11.5 "Implementation". *Direct* and *reverse acting* as in
/// ANSI/ISA-51.1: in a direct-acting controller the output rises when the input rises.
///
/// - **Sampled** with the real time between two cycles: the integral by forward, the derivative by
///   backward difference; the derivative on the measured value only, so that a new set-point does
///   not kick, and filtered with Td/10.
/// - **Anti-windup and bumpless transfer by one mechanism**, tracking (back-calculation): the
///   integral term is moved toward what makes the controller's output equal to what is really in
///   force. At a limit it moves with the time constant Ti; when somebody else has the output (a
///   person, the output table) at once, so that on return the output goes on from where it is.
/// - **Deadband**: an error inside it counts as none; outside it is counted from the edge, so that
///   there is no jump there.
/// - Without an integral (Ti = 0) there is nothing to track with: the output is the relinquish
///   default plus K · e.
final class PidLoop implements Loop {
  private static final double DERIVATIVE_FILTER = 10;

  private final LoopConfig.Pid config;
  private final double integralSeconds;
  private final double derivativeSeconds;
  private final WritablePoint output;

  // valid while the loop runs
  private double proportional;
  private double integral;
  private double derivative;
  private double seconds;

  // NaN while an input is missing
  private double lastInput = Double.NaN;
  private double proposed = Double.NaN;

  PidLoop(LoopConfig.Pid config, WritablePoint output) {
    this.config = config;
    this.integralSeconds = config.integralTime().toNanos() / 1e9;
    this.derivativeSeconds = config.derivativeTime().toNanos() / 1e9;
    this.output = output;
    this.integral = output.relinquishDefault().number();
  }

  @Override
  public LoopConfig config() {
    return config;
  }

  @Override
  public Proposal propose(LoopInputs inputs, double sinceLast) {
    double input = inputs.usable(config.input());
    double setpoint = inputs.usable(config.setpoint());
    if (Double.isNaN(input) || Double.isNaN(setpoint)) {
      proposed = Double.NaN;
      lastInput = Double.NaN;
      return new Proposal.NoInput(
          inputs.whyNot(Double.isNaN(input) ? config.input() : config.setpoint()));
    }
    boolean takesOver = Double.isNaN(lastInput);
    seconds = integrates() ? Math.min(sinceLast, integralSeconds) : sinceLast;
    proportional = signedGain() * error(setpoint, input);
    derivative = takesOver ? 0 : derivative(input);
    if (takesOver && integrates()) {
      integral -= proportional;
    }
    lastInput = input;
    proposed = proportional + integral + derivative;
    return new Proposal.Drive(limited());
  }

  @Override
  public void follow(Value inForce) {
    double actual = inForce.number();
    if (!integrates() || Double.isNaN(actual)) {
      return;
    }
    if (Double.isNaN(proposed)) {
      integral = actual;
    } else if (output.same(inForce, limited())) {
      double share = seconds / integralSeconds;
      integral += share * proportional + share * (limited().value() - proposed);
    } else {
      integral = actual - proportional - derivative;
    }
  }

  private boolean integrates() {
    return integralSeconds > 0;
  }

  private Num limited() {
    return new Num(Math.clamp(proposed, output.min(), output.max()));
  }

  private double signedGain() {
    return config.action() == LoopConfig.Direction.REVERSE ? config.gain() : -config.gain();
  }

  private double error(double setpoint, double input) {
    double error = setpoint - input;
    return Math.signum(error) * Math.max(0, Math.abs(error) - config.deadband());
  }

  private double derivative(double input) {
    if (derivativeSeconds == 0) {
      return 0;
    }
    double filter = derivativeSeconds / DERIVATIVE_FILTER;
    double rise = signedGain() * derivativeSeconds * (input - lastInput);
    return (filter * derivative - rise) / (filter + seconds);
  }
}
