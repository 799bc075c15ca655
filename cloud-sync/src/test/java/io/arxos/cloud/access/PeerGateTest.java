package io.arxos.cloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;

class PeerGateTest {
  private static final String SYNC = "arxos.edge.v1.GatewaySync";
  private static final String HISTORY = "arxos.edge.v1.HistoryService";
  private static final String HEALTH = "grpc.health.v1.Health";

  @Test
  void eachKindOfPeerHasItsServices() {
    Peer gateway = new Peer.Gateway("hofgarten-1");
    Peer service = new Peer.Service("trends");
    assertEquals(Code.OK, code(gateway, SYNC));
    assertEquals(Code.PERMISSION_DENIED, code(gateway, HISTORY));
    assertEquals(Code.OK, code(gateway, HEALTH));
    assertEquals(Code.OK, code(service, HISTORY));
    assertEquals(Code.OK, code(service, HEALTH));
    assertEquals(Code.PERMISSION_DENIED, code(service, SYNC));
    assertEquals(Code.UNAUTHENTICATED, code(new Peer.Stranger("no name"), HISTORY));
  }

  private static Code code(Peer peer, String service) {
    return PeerGate.refusal(peer, service).getCode();
  }
}
