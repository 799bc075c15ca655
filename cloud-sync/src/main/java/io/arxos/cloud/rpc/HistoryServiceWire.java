package io.arxos.cloud.rpc;

import io.arxos.cloud.fleet.Completeness.Missing;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Past;
import io.arxos.cloud.live.Bell;
import io.arxos.cloud.live.LiveSample;
import io.arxos.edge.v1.Gap;
import io.arxos.edge.v1.HistoryServiceGrpc.HistoryServiceImplBase;
import io.arxos.edge.v1.ReadRequest;
import io.arxos.edge.v1.ReadResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stored samples for other services.
public final class HistoryServiceWire extends HistoryServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryServiceWire.class);
  private static final int PAGE_SAMPLES = 500;
  private static final Duration WAIT_MAX = Duration.ofSeconds(1);

  private final Past past;
  private final Fleet fleet;
  private final Executor executor;
  private final InstantSource clock;

  /// @param executor one virtual thread per task
  public HistoryServiceWire(Past past, Fleet fleet, Executor executor, InstantSource clock) {
    this.past = past;
    this.fleet = fleet;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void read(ReadRequest request, StreamObserver<ReadResponse> answer) {
    var out = (ServerCallStreamObserver<ReadResponse>) answer;
    Bell bell = new Bell();
    out.setOnReadyHandler(bell::ring);
    out.setOnCancelHandler(bell::ring);
    executor.execute(() -> serve(request, out, bell));
  }

  private void serve(ReadRequest request, ServerCallStreamObserver<ReadResponse> out, Bell bell) {
    try {
      send(read(request), out, bell);
    } catch (StatusRuntimeException e) {
      out.onError(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      out.onError(ErrorsWire.unavailable("the cloud is stopping"));
    } catch (SQLException | RuntimeException e) {
      LOG.warn("reading {} failed", request.getPoint(), e);
      out.onError(ErrorsWire.unavailable("the store does not answer; try again"));
    }
  }

  private Past.Stretch read(ReadRequest request) throws SQLException {
    long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long toUs = request.getToUs() == 0 ? nowUs : request.getToUs();
    if (request.getFromUs() >= toUs) {
      throw ErrorsWire.invalid("EMPTY_SPAN", "from_us must be less than to_us");
    }
    boolean known =
        fleet.models().stream()
            .flatMap(model -> model.points().stream())
            .anyMatch(point -> point.path().equals(request.getPoint()));
    if (!known) {
      throw ErrorsWire.notFound(
          "UNKNOWN_POINT", "there is no point \"" + request.getPoint() + "\"");
    }
    return past.read(request.getPoint(), request.getFromUs(), toUs);
  }

  private static void send(
      Past.Stretch stretch, ServerCallStreamObserver<ReadResponse> out, Bell bell)
      throws InterruptedException {
    List<LiveSample> samples = stretch.samples();
    for (int from = 0; from < samples.size(); from += PAGE_SAMPLES) {
      while (!out.isReady() && !out.isCancelled()) {
        bell.await(WAIT_MAX);
      }
      if (out.isCancelled()) {
        return;
      }
      ReadResponse.Builder page = ReadResponse.newBuilder();
      samples
          .subList(from, Math.min(from + PAGE_SAMPLES, samples.size()))
          .forEach(sample -> page.addSamples(SampleWire.of(sample)));
      out.onNext(page.build());
    }
    ReadResponse.Builder last = ReadResponse.newBuilder().setLast(true);
    last.setCoverage(stretch.coverage());
    stretch.gaps().forEach(gap -> last.addGaps(gap(gap)));
    out.onNext(last.build());
    out.onCompleted();
  }

  private static Gap gap(Missing missing) {
    Long to = missing.toUs();
    return Gap.newBuilder()
        .setFromUs(missing.fromUs())
        .setToUs(to == null ? 0 : to)
        .setReason(missing.reason())
        .setWillBackfill(missing.willBackfill())
        .build();
  }
}
