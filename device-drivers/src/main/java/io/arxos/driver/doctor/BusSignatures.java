package io.arxos.driver.doctor;

import io.arxos.driver.doctor.Finding.Signature;
import io.arxos.driver.line.DeviceReport;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.Trouble;
import java.util.ArrayList;
import java.util.List;

/// What the exchanges of the devices of one line say when they are laid side by side.
final class BusSignatures {
  /// Fewer questions say nothing about a device.
  private static final long ASKED_MIN = 10;

  private static final long GARBLED_MIN = 3;

  /// Share of a device's questions that came back garbled, from which on it is no chance.
  private static final double GARBLED_SHARE = 0.03;

  /// A neighbour is clean when its share is this much smaller.
  private static final double CONTRAST = 5;

  /// Share of the line's time that a dead device may cost before somebody should know.
  private static final double BUSY_SHARE = 0.2;

  private static final long DEAD_ASKED_MIN = 3;

  private BusSignatures() {}

  static List<Finding> of(LineReport line) {
    var findings = new ArrayList<Finding>();
    line.devices().forEach(device -> identity(device, findings));
    List<DeviceReport> asked =
        line.devices().stream().filter(it -> it.exchanges().asked() >= DEAD_ASKED_MIN).toList();
    if (line.medium() != Medium.BUS || asked.isEmpty()) {
      return findings;
    }
    if (asked.stream().allMatch(it -> it.exchanges().answered() == 0)) {
      findings.addAll(nobody(line, asked));
      return findings;
    }
    findings.addAll(garbled(line, asked));
    findings.addAll(dead(line, asked));
    return findings;
  }

  private static void identity(DeviceReport device, List<Finding> findings) {
    List<String> seen = device.identities().seen();
    if (seen.size() >= 2 && device.identities().changes() >= seen.size()) {
      findings.add(
          new Finding(
              Signature.TWO_DEVICES_AS_ONE,
              device.name(),
              "%s says now that it is %s, now %s: two devices answer as one. Give one of them another address."
                  .formatted(device.name(), seen.get(0), seen.get(1))));
    }
  }

  /// Nobody answered a single question.
  private static List<Finding> nobody(LineReport line, List<DeviceReport> asked) {
    long garbage = asked.stream().mapToLong(DeviceReport::garbled).sum();
    boolean everywhere = asked.stream().allMatch(it -> it.garbled() > 0);
    if (garbage >= GARBLED_MIN && (everywhere || asked.size() > 2)) {
      return List.of(
          new Finding(
              Signature.WRONG_LINE_SETTINGS,
              line.name(),
              "%s: nothing that comes back can be read, from none of %s: baud rate, parity or stop bits do not match the devices'."
                  .formatted(line.name(), counted(asked.size(), "device"))));
    }
    boolean open = asked.stream().anyMatch(it -> it.of(Trouble.SILENCE) > 0);
    if (asked.size() < 2 || !open) {
      return List.of();
    }
    return List.of(
        new Finding(
            Signature.SILENT_LINE,
            line.name(),
            "%s: not one of %d devices answers: look for power, swapped wires A and B, a wrong baud rate, or a converter set to another protocol."
                .formatted(line.name(), asked.size())));
  }

  private static List<Finding> garbled(LineReport line, List<DeviceReport> asked) {
    List<DeviceReport> bad =
        asked.stream()
            .filter(it -> it.exchanges().asked() >= ASKED_MIN)
            .filter(it -> it.garbled() >= GARBLED_MIN && share(it) >= GARBLED_SHARE)
            .toList();
    if (bad.isEmpty()) {
      return List.of();
    }
    List<DeviceReport> others = asked.stream().filter(it -> !bad.contains(it)).toList();
    if (bad.size() == 1 && !others.isEmpty()) {
      DeviceReport one = bad.getFirst();
      return others.stream().allMatch(it -> share(it) * CONTRAST <= share(one))
          ? List.of(asOne(one, others.size()))
          : List.of();
    }
    return bad.size() >= 2 && 2 * bad.size() >= asked.size()
        ? List.of(noisy(line, bad))
        : List.of();
  }

  private static Finding asOne(DeviceReport device, int others) {
    return new Finding(
        Signature.TWO_DEVICES_AS_ONE,
        device.name(),
        "%s: %s garbled (%s) while %s on the line %s clean: two devices answer to its address at once. Give one of them another address."
            .formatted(
                device.name(),
                outOf(device),
                kinds(device),
                counted(others, "other device"),
                others == 1 ? "is" : "are"));
  }

  private static Finding noisy(LineReport line, List<DeviceReport> bad) {
    return new Finding(
        Signature.NOISY_LINE,
        line.name(),
        "%s: answers of %s come garbled now and then (%s: %s): look at termination, bias, shield and length of the line."
            .formatted(
                line.name(),
                counted(bad.size(), "device"),
                bad.getFirst().name(),
                outOf(bad.getFirst())));
  }

  private static List<Finding> dead(LineReport line, List<DeviceReport> asked) {
    double busy = line.devices().stream().mapToDouble(it -> it.exchanges().busyNanos()).sum();
    var findings = new ArrayList<Finding>();
    for (DeviceReport device : asked) {
      double share = busy == 0 ? 0 : device.exchanges().busyNanos() / busy;
      if (device.exchanges().answered() == 0
          && device.of(Trouble.SILENCE) >= DEAD_ASKED_MIN
          && share >= BUSY_SHARE) {
        findings.add(
            new Finding(
                Signature.DEAD_DEVICE_SLOWS_LINE,
                device.name(),
                "%s never answers, and waiting for it takes %d %% of the line's time: repair it, or take it out of the site file."
                    .formatted(device.name(), Math.round(100 * share))));
      }
    }
    return findings;
  }

  private static double share(DeviceReport device) {
    return (double) device.garbled() / Math.max(1, device.exchanges().asked());
  }

  private static String outOf(DeviceReport device) {
    return "%d of %d answers came".formatted(device.garbled(), device.exchanges().asked());
  }

  private static String kinds(DeviceReport device) {
    return String.join(
        ", ",
        device.troubles().keySet().stream()
            .filter(Trouble::garbled)
            .sorted()
            .map(Trouble::words)
            .toList());
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
