package io.arxos.gateway.decode;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Decodes messages of devices from its input: the installer's answer to "why is this wrong".
@Command(
    name = "decode",
    description = "Show what a driver makes of messages: NDJSON in, NDJSON readings out.",
    mixinStandardHelpOptions = true,
    subcommands = {CoapDecodeCommand.class, MqttDecodeCommand.class, ModbusDecodeCommand.class},
    footer = {
      "",
      "A line that cannot be decoded gives a reading with status and reason, and the next line is",
      "decoded. Exit codes: 0 ok, 2 usage."
    })
public final class DecodeCommand implements Callable<Integer> {
  private static final int USAGE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return USAGE;
  }
}
