package io.arxos.cloud.rpc;

import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.history.PointHistory;
import io.arxos.cloud.history.PointSeries;
import io.arxos.cloud.live.Bell;
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
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stored samples for other services.
public final class HistoryServiceWire extends HistoryServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryServiceWire.class);
  private static final int PAGE_SAMPLES = 500;
  private static final Duration WAIT_MAX = Duration.ofSeconds(1);

  private final HistoryReader history;
  private final Executor executor;
  private final InstantSource clock;

  /// @param executor one virtual thread per task
  public HistoryServiceWire(HistoryReader history, Executor executor, InstantSource clock) {
    this.history = history;
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

  private PointHistory read(ReadRequest request) throws SQLException {
    long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long toUs = request.getToUs() == 0 ? nowUs : request.getToUs();
    if (request.getFromUs() >= toUs) {
      throw ErrorsWire.invalid("EMPTY_SPAN", "from_us must be less than to_us");
    }
    return history
        .read(request.getPoint(), request.getFromUs(), toUs)
        .orElseThrow(() ->
            ErrorsWire.notFound(
                "UNKNOWN_POINT", "there is no point \"" + request.getPoint() + "\""));
  }

  private static void send(
      PointHistory stretch, ServerCallStreamObserver<ReadResponse> out, Bell bell)
      throws InterruptedException {
    PointSeries samples = stretch.samples();
    for (int from = 0; from < samples.size(); from += PAGE_SAMPLES) {
      while (!out.isReady() && !out.isCancelled()) {
        bell.await(WAIT_MAX);
      }
      if (out.isCancelled()) {
        return;
      }
      ReadResponse.Builder page = ReadResponse.newBuilder();
      int until = Math.min(from + PAGE_SAMPLES, samples.size());
      for (int i = from; i < until; i++) {
        page.addSamples(SampleWire.of(samples, i));
      }
      out.onNext(page.build());
    }
    ReadResponse.Builder last = ReadResponse.newBuilder().setLast(true);
    last.setCoverage(stretch.coverage());
    stretch.gaps().forEach(gap -> last.addGaps(gap(gap)));
    out.onNext(last.build());
    out.onCompleted();
  }

  private static Gap gap(io.arxos.cloud.history.Gap gap) {
    return Gap.newBuilder()
        .setFromUs(gap.fromUs())
        .setToUs(gap.open() ? 0 : gap.toUs())
        .setReason(gap.reason())
        .setWillBackfill(gap.willBackfill())
        .build();
  }
}
