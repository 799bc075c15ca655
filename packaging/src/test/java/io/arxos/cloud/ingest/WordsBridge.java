package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.SiteModelWire;
import io.arxos.edge.v1.SyncRequest;

/// Lets the fuzz target reach what reads a gateway's messages.
public final class WordsBridge {
  private static final String GATEWAY = "hofgarten-1";

  private WordsBridge() {}

  /// @throws IllegalArgumentException when the message makes no sense; nothing else
  public static void read(SyncRequest request) {
    switch (request.getMessageCase()) {
      case HELLO -> {
        var hello = request.getHello();
        hello.getIncarnationsList().forEach(WordsWire::announced);
        WordsWire.id(hello.getCurrent());
      }
      case BLOCK -> {
        var block = request.getBlock();
        var lane = WordsWire.lane(GATEWAY, block.getIncarnation(), block.getLane());
        WordsWire.place(lane, block.getFirst(), block.getLast());
      }
      case GAP -> WordsWire.gap(GATEWAY, request.getGap());
      case COMMAND_RESULT -> StateWire.step(request.getCommandResult());
      case STATUS -> StateWire.report(request.getStatus());
      case IN_HAND -> request.getInHand().getHoldsList().forEach(StateWire::hold);
      case MODEL -> SiteModelWire.read(request.getModel().toByteArray());
      case LIVE, MESSAGE_NOT_SET -> {}
    }
  }
}
