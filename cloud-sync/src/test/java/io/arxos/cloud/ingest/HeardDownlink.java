package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Command;
import java.util.ArrayList;
import java.util.List;

/// Remembers what is said to a gateway, in order, and what a test marks in between.
final class HeardDownlink implements Downlink {
  enum Mark {
    /// A block is about to be said to be on the log.
    PRODUCED,
    /// The stream was gone before this.
    GONE
  }

  private final List<Object> heard = new ArrayList<>();

  synchronized List<Object> all() {
    return List.copyOf(heard);
  }

  synchronized void mark(Mark mark) {
    heard.add(mark);
  }

  private synchronized void hear(Object one) {
    heard.add(one);
  }

  @Override
  public void welcome(Welcome welcome) {
    hear(welcome);
  }

  @Override
  public void notNow(long retryAfterMillis, String why) {
    hear(why);
  }

  @Override
  public void ack(Ack ack) {
    hear(ack);
  }

  @Override
  public void nack(Nack nack) {
    hear(nack);
  }

  @Override
  public void command(Command.Order order, long session) {
    hear(order);
  }

  @Override
  public void interest(Audience.Watched watched) {
    hear(watched);
  }

  @Override
  public void end(End end) {
    hear(end);
  }
}
