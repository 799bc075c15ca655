package io.arxos.driver.modbus;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import io.arxos.driver.Backoff;
import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/// Looks for units that answer, and asks each who it is: by its SunSpec chain, by the registers
/// that known maps can be told by, and by function 43/14, its own words.
final class UnitScan {
  private static final int UNITS_MAX = 247;
  private static final double NAMED = 0.3;

  private final Seams seams;

  /// @param timeLeft whether there is time for another question
  record Seams(Fetcher.Asking asking, ModbusLine line, BooleanSupplier timeLeft) {}

  UnitScan(Seams seams) {
    this.seams = seams;
  }

  List<Discovered> run(IntPredicate wanted) throws InterruptedException {
    List<Discovered> found = new ArrayList<>();
    for (int unit = 1; unit <= UNITS_MAX && seams.timeLeft().getAsBoolean(); unit++) {
      if (!wanted.test(unit)) {
        continue;
      }
      Answer answer = seams.asking().ask(unit, new ReadHoldingRegistersRequest(0, 1));
      switch (answer) {
        case Answer.Data(byte[] bytes) when bytes.length >= 2 ->
            found.add(
                known(
                    unit,
                    "holding register 0 = " + (((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF))));
        case Answer.Refusal(int code, String name) when !Refusals.CODES_OF_SILENCE.contains(code) ->
            found.add(known(unit, name));
        case Answer.Garbled(String reason) -> found.add(plain(unit, reason, Identity.UNKNOWN));
        case Answer.Data _, Answer.Refusal _, Answer.Silence _, Answer.Noise _ -> {}
        case Answer.NoLine _ -> {
          return found;
        }
      }
    }
    return found;
  }

  private Discovered known(int unit, String sample) throws InterruptedException {
    var identification = new Identification(seams.asking(), unit, seams.timeLeft());
    Optional<Discovered> sunspec = identification.sunspec();
    if (sunspec.isPresent()) {
      return sunspec.get();
    }
    Optional<Discovered> mapped = identification.byMap();
    return mapped.isPresent() ? mapped.get() : plain(unit, sample, ownWords(unit));
  }

  private static Discovered plain(int unit, String sample, Identity identity) {
    return identity.equals(Identity.UNKNOWN)
        ? new Discovered("modbus", "unit-id " + unit, sample)
        : new Discovered("modbus", "unit-id " + unit, identity, List.of(), sample, NAMED);
  }

  /// Function 43/14, on lines that can carry it. Units that do not know it may be silent; that says
  /// nothing about them.
  private Identity ownWords(int unit) throws InterruptedException {
    if (!seams.line().carriesRaw() || !seams.timeLeft().getAsBoolean()) {
      return Identity.UNKNOWN;
    }
    var gate =
        new DeviceGate(
            Clock.system(),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new Random()));
    return seams.line().askRaw(unit, gate, DeviceWords.REQUEST.clone())
            instanceof Answer.Data(byte[] bytes)
        ? DeviceWords.read(bytes)
        : Identity.UNKNOWN;
  }
}
