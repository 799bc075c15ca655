package io.arxos.cloud.ingest;

import io.arxos.cloud.access.Peer;
import io.arxos.cloud.access.PeerGate;
import io.arxos.edge.v1.GatewaySyncGrpc;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// One call per gateway, which is known by its certificate alone.
final class SyncServiceWire extends GatewaySyncGrpc.GatewaySyncImplBase {
  private final Ingest.Inside inside;

  SyncServiceWire(Ingest.Inside inside) {
    this.inside = inside;
  }

  @Override
  public StreamObserver<SyncRequest> sync(StreamObserver<SyncResponse> down) {
    if (PeerGate.PEER.get() instanceof Peer.Gateway(String id)) {
      var stream = new SyncStreamWire(id, inside, new DownlinkWire(down));
      // Neither onError nor onCompleted comes when we are the ones who end the call.
      ((ServerCallStreamObserver<SyncResponse>) down).setOnCloseHandler(stream::left);
      return stream;
    }
    down.onError(
        Status.UNAUTHENTICATED
            .withDescription("only a gateway's certificate may sync")
            .asRuntimeException());
    return new StreamObserver<>() {
      @Override
      public void onNext(SyncRequest value) {}

      @Override
      public void onError(Throwable t) {}

      @Override
      public void onCompleted() {}
    };
  }
}
