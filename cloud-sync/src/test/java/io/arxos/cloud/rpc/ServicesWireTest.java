package io.arxos.cloud.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Await;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.SiteWire;
import io.arxos.cloud.access.Authority;
import io.arxos.cloud.access.Signer;
import io.arxos.cloud.access.TlsFiles;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.live.KafkaLiveLog;
import io.arxos.cloud.live.LiveEngine;
import io.arxos.cloud.live.StoredPicture;
import io.arxos.cloud.log.LaneKey;
import io.arxos.edge.v1.HistoryServiceGrpc;
import io.arxos.edge.v1.ReadRequest;
import io.arxos.edge.v1.ReadResponse;
import io.arxos.edge.v1.Sample;
import io.arxos.edge.v1.StreamServiceGrpc;
import io.arxos.edge.v1.SubscribeRequest;
import io.arxos.edge.v1.SubscribeResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The services for others, over mutual TLS, a real store and a real log.
class ServicesWireTest {
  private final String building =
      "rpc" + Integer.toHexString(ThreadLocalRandom.current().nextInt() & 0xfffffff);
  private final String point = building + "/room/temp";
  private final LaneKey lane = Blocks.telemetry(building + "-1");
  private final Fleet fleet = new Fleet(Backend.store());
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  @TempDir Path folder;
  private int port;

  @BeforeEach
  void serve() throws Exception {
    Instant now = Instant.now();
    InstantSource clock = InstantSource.system();
    Path keys = folder.resolve("keys");
    Authority.init(keys, now);
    Authority.open(keys).service("trends", folder.resolve("service"), now);
    Authority.open(keys).gateway("other-1", folder.resolve("gateway"), now);
    SiteWire.makeKnown(fleet, building, Blocks.START_US);
    var log = new KafkaLiveLog(Backend.log());
    var live =
        new LiveEngine(
            log,
            new StoredPicture(Backend.store(), Backend.log()),
            Signer.open(keys, "cursor"),
            clock);
    var server =
        RpcServer.listen(
            new InetSocketAddress("127.0.0.1", 0),
            TlsFiles.in(keys).server(now),
            List.of(
                new StreamServiceWire(live, fleet, waiting, clock),
                new HistoryServiceWire(
                    new HistoryReader(Backend.store(), fleet, clock), waiting, clock)));
    open.addAll(List.of(log, live, server));
    port = server.port();
  }

  @AfterEach
  void stop() throws Exception {
    for (ManagedChannel channel : channels) {
      channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    }
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    waiting.shutdownNow();
  }

  @Test
  void everySampleComesAndTheCursorGoesOn() throws Exception {
    append(1, 3);
    var stub = StreamServiceGrpc.newBlockingStub(channel("service"));
    Iterator<SubscribeResponse> first =
        stub.withDeadlineAfter(60, TimeUnit.SECONDS).subscribe(request("").build());
    List<Long> sequences = new ArrayList<>();
    String cursor = "";
    while (sequences.size() < 3) {
      SubscribeResponse response = first.next();
      cursor = response.getCursor().isEmpty() ? cursor : response.getCursor();
      response.getSamples().getSamplesList().stream()
          .map(Sample::getSequence)
          .forEach(sequences::add);
    }
    assertEquals(List.of(1L, 2L, 3L), sequences);
    append(4, 5);
    Iterator<SubscribeResponse> second =
        stub.withDeadlineAfter(60, TimeUnit.SECONDS).subscribe(request(cursor).build());
    sequences.clear();
    while (sequences.isEmpty() || sequences.getLast() < 5) {
      second.next().getSamples().getSamplesList().stream()
          .map(Sample::getSequence)
          .forEach(sequences::add);
    }
    assertEquals(List.of(4L, 5L), sequences.subList(sequences.size() - 2, sequences.size()));
  }

  @Test
  void errorsSayWhatIsWrong() throws Exception {
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code("service", SubscribeRequest.newBuilder().setBuilding("nowhere")));
    assertEquals(Status.Code.INVALID_ARGUMENT, code("service", request("nonsense")));
    assertEquals(Status.Code.PERMISSION_DENIED, code("gateway", request("")));
  }

  @Test
  void historyKnowsItsPoints() throws Exception {
    var stub = HistoryServiceGrpc.newBlockingStub(channel("service"));
    ReadRequest known = ReadRequest.newBuilder().setPoint(point).setFromUs(1).build();
    ReadResponse last = stub.withDeadlineAfter(60, TimeUnit.SECONDS).read(known).next();
    assertTrue(last.getLast());
    assertEquals(1, last.getGapsCount());
    assertEquals(0, last.getCoverage());
    assertEquals(
        Status.Code.NOT_FOUND, code(known.toBuilder().setPoint(building + "/no/point").build()));
    assertEquals(
        Status.Code.INVALID_ARGUMENT, code(known.toBuilder().setFromUs(5).setToUs(5).build()));
  }

  @Test
  void reflectionListsTheServices() throws Exception {
    List<String> names = new CopyOnWriteArrayList<>();
    var answers =
        new StreamObserver<ServerReflectionResponse>() {
          @Override
          public void onNext(ServerReflectionResponse response) {
            response
                .getListServicesResponse()
                .getServiceList()
                .forEach(service -> names.add(service.getName()));
          }

          @Override
          public void onError(Throwable failure) {}

          @Override
          public void onCompleted() {}
        };
    ServerReflectionGrpc.newStub(channel("service"))
        .serverReflectionInfo(answers)
        .onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    Await.until("services", () -> names.contains("arxos.edge.v1.StreamService"));
    assertTrue(names.contains("arxos.edge.v1.HistoryService"), names.toString());
  }

  private Status.Code code(String peer, SubscribeRequest.Builder request) throws Exception {
    var stub = StreamServiceGrpc.newBlockingStub(channel(peer));
    return assertThrows(
            StatusRuntimeException.class,
            () -> stub.withDeadlineAfter(60, TimeUnit.SECONDS).subscribe(request.build()).hasNext())
        .getStatus()
        .getCode();
  }

  private Status.Code code(ReadRequest request) throws Exception {
    var stub = HistoryServiceGrpc.newBlockingStub(channel("service"));
    return assertThrows(
            StatusRuntimeException.class,
            () -> stub.withDeadlineAfter(60, TimeUnit.SECONDS).read(request).hasNext())
        .getStatus()
        .getCode();
  }

  private SubscribeRequest.Builder request(String cursor) {
    return SubscribeRequest.newBuilder()
        .setBuilding(building)
        .addPoints(building + "/room/")
        .setCursor(cursor);
  }

  private void append(long first, long last) {
    Backend.log().append(building, Blocks.samples(lane, point, first, last), _ -> {});
  }

  private ManagedChannel channel(String peer) throws Exception {
    Path keys = folder.resolve(peer);
    var tls =
        GrpcSslContexts.configure(
                SslContextBuilder.forClient()
                    .trustManager(keys.resolve("ca.pem").toFile())
                    .keyManager(
                        keys.resolve("certificate.pem").toFile(), keys.resolve("key.pem").toFile())
                    .protocols("TLSv1.3"),
                SslProvider.JDK)
            .build();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", port).sslContext(tls).build();
    channels.add(channel);
    return channel;
  }
}
