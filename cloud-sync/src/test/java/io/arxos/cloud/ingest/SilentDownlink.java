package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Command;

/// Where nobody listens.
final class SilentDownlink implements Downlink {
  @Override
  public void welcome(Welcome welcome) {}

  @Override
  public void notNow(long retryAfterMillis, String why) {}

  @Override
  public void ack(Ack ack) {}

  @Override
  public void nack(Nack nack) {}

  @Override
  public void command(Command.Order order, long session) {}

  @Override
  public void interest(Audience.Watched watched) {}

  @Override
  public void end(End end) {}
}
