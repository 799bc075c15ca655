package io.arxos.gateway.uplink;

import io.arxos.edge.v1.GatewaySyncGrpc;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connections by gRPC, each over a channel of its own.
final class GrpcLinkWire implements Link.Connector {
  private final Channels channels;

  GrpcLinkWire(Channels channels) {
    this.channels = channels;
  }

  @Override
  public Link connect(Link.Listener listener) {
    ManagedChannel channel;
    try {
      channel = channels.open();
    } catch (IOException | IllegalArgumentException e) {
      listener.closed(LinkErrors.ofFiles(e));
      return new Nowhere();
    }
    var stream = new Stream(channel, listener, channels.address());
    GatewaySyncGrpc.newStub(channel).sync(stream);
    return stream;
  }

  @Override
  public void close() {
    // Nothing is shared.
  }

  /// One call on its own channel.
  private static final class Stream
      implements Link, ClientResponseObserver<SyncRequest, SyncResponse> {
    private final ManagedChannel channel;
    private final Listener listener;
    private final String address;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile ClientCallStreamObserver<SyncRequest> out;

    @SuppressWarnings("NullAway.Init") // gRPC calls beforeStart before anything else
    Stream(ManagedChannel channel, Listener listener, String address) {
      this.channel = channel;
      this.listener = listener;
      this.address = address;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<SyncRequest> requests) {
      out = requests;
      requests.setOnReadyHandler(listener::writable);
    }

    @Override
    public boolean ready() {
      return !ended.get() && out.isReady();
    }

    @Override
    public void send(Up message) {
      if (!ended.get()) {
        out.onNext(UpWire.of(message));
      }
    }

    @Override
    public void close(String because) {
      if (ended.compareAndSet(false, true)) {
        out.cancel(because, null);
      }
      channel.shutdownNow();
    }

    @Override
    public void onNext(SyncResponse response) {
      DownWire.of(response).ifPresent(listener::received);
    }

    @Override
    public void onError(Throwable error) {
      end(LinkErrors.of(error, address));
    }

    @Override
    public void onCompleted() {
      end("the cloud ended the connection");
    }

    private void end(String because) {
      if (ended.compareAndSet(false, true)) {
        channel.shutdownNow();
        listener.closed(because);
      }
    }
  }

  /// A connection that never came to be.
  private static final class Nowhere implements Link {
    @Override
    public boolean ready() {
      return false;
    }

    @Override
    public void send(Up message) {
      // Nobody hears it.
    }

    @Override
    public void close(String because) {
      // Never open.
    }
  }
}
