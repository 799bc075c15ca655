package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.Columns;
import io.arxos.driver.Clock;
import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.edge.v1.Command;
import io.arxos.edge.v1.CommandState;
import io.arxos.edge.v1.Interest;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncRequest.MessageCase;
import io.arxos.edge.v1.SyncResponse;
import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.MemoryStorage;
import io.arxos.gateway.journal.TestJournals;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.ProcessImage.Current;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The uplink against a real listener, with real handshakes.
@Timeout(180)
final class UplinkOverGrpcTest {
  @TempDir Path folder;

  private final MemoryStorage disk = new MemoryStorage();
  private final Journal journal = TestJournals.in(disk, 1);
  private final RecordedCommands commands = new RecordedCommands();
  private TestCertificates authority;
  private FakeCloudWire cloud;
  private Uplink uplink;

  @SuppressWarnings("NullAway.Init") // set before each test
  UplinkOverGrpcTest() {}

  @BeforeEach
  void listen() throws Exception {
    authority = new TestCertificates(folder, "test authority");
    authority.issue("cloud", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    authority.issue(
        "gateway",
        new GeneralName(GeneralName.uniformResourceIdentifier, "arxos://gateway/hofgarten-1"));
    cloud = cloud(0);
    uplink = uplink(cloud.port(), authority);
  }

  @AfterEach
  void close() throws Exception {
    uplink.close();
    cloud.close();
  }

  @Test
  void blocksGoUpAndAreAcknowledged() throws Exception {
    journal.append(Lane.TELEMETRY, TestJournals.values(1, 3));
    uplink.start();
    var hello = cloud.await(MessageCase.HELLO).getHello();
    assertEquals(1, hello.getIncarnationsCount());
    assertTrue(hello.getLastPage());
    assertEquals(3, FakeCloudWire.last(cloud.await(MessageCase.BLOCK).getBlock()));
    journal.append(Lane.TELEMETRY, TestJournals.values(4, 2));
    assertEquals(5, FakeCloudWire.last(cloud.await(MessageCase.BLOCK).getBlock()));
    var state = await(one -> one.committedSamples() == 5);
    assertTrue(state.connected());
    assertTrue(state.safeIsCommitted());
    assertEquals(Backlog.NONE, state.telemetry());
  }

  // The disk was full and is open again: what follows belongs to another incarnation, of which the
  // cloud must hear.
  @Test
  void journalThatWasOpenedAgainIsGreetedAnew() throws Exception {
    journal.append(Lane.TELEMETRY, TestJournals.values(1, 3));
    uplink.start();
    cloud.await(MessageCase.HELLO);
    var before = cloud.await(MessageCase.BLOCK).getBlock();
    disk.stall();
    journal.append(Lane.TELEMETRY, TestJournals.values(4, 2));
    journal.tend();
    journal.append(Lane.TELEMETRY, TestJournals.values(4, 1));
    var hello = cloud.await(MessageCase.HELLO).getHello();
    assertEquals(2, hello.getIncarnationsCount());
    var after = cloud.await(MessageCase.BLOCK).getBlock();
    while (!after.getIncarnation().equals(hello.getCurrent())) {
      after = cloud.await(MessageCase.BLOCK).getBlock(); // the first goes on first
    }
    assertNotEquals(before.getIncarnation(), after.getIncarnation());
    assertEquals(1, FakeCloudWire.last(after));
  }

  @Test
  void modelStatusAndWhatIsInHandAreTold() throws Exception {
    uplink.start();
    assertEquals("b", cloud.await(MessageCase.MODEL).getModel().getBuilding());
    assertEquals(0, cloud.await(MessageCase.IN_HAND).getInHand().getHoldsCount());
    assertEquals(7, cloud.await(MessageCase.STATUS).getStatus().getPoints());
  }

  @Test
  void commandIsSubmittedAndItsResultsGoBack() throws Exception {
    uplink.start();
    await(UplinkState::connected);
    var command = Command.newBuilder().setId("c1").setPoint("b/e/p").setLevel(9);
    command.getValueBuilder().setNumber(21.5);
    // Of another session first: it must not be executed.
    cloud.say(response(command.setSession(cloud.session() + 1)));
    cloud.say(response(command.setSession(cloud.session())));
    var result = cloud.await(MessageCase.COMMAND_RESULT).getCommandResult();
    assertEquals("c1", result.getId());
    assertEquals(CommandState.COMMAND_STATE_ACCEPTED, result.getState());
    assertEquals(1, commands.submitted.size());
    cloud.say(response(command.clone().setId("c2").setLevel(8).setSession(cloud.session())));
    result = cloud.await(MessageCase.COMMAND_RESULT).getCommandResult();
    assertEquals(CommandState.COMMAND_STATE_REFUSED, result.getState());
    assertEquals(1, commands.submitted.size(), "level 8 is for people at the gateway");
    CommandRequest request = commands.submitted.getFirst();
    assertEquals(new Value.Num(21.5), request.value());
    assertEquals(Duration.ofSeconds(30), request.executeWithin());
    assertEquals(Duration.ofHours(4), request.lease());
  }

  // The backlog is of 1970 and is not acknowledged: what is watched now is told ahead of it.
  @Test
  void newestValuesOfWatchedPointsAreToldWhileABacklogDrains() throws Exception {
    cloud.acknowledges = false;
    uplink.start();
    await(UplinkState::connected);
    var columns = new Columns();
    for (int i = 0; i < 20; i++) {
      columns.addText(new Columns.Stamp("b/e/p", i + 1, i + 1, 1, ""), "x".repeat(1_000 - i));
    }
    journal.append(Lane.TELEMETRY, columns);
    cloud.await(MessageCase.BLOCK);
    await(state -> state.telemetry().samples() == 20);
    assertTrue(cloud.heard.stream().noneMatch(SyncRequest::hasLive), "nobody watches yet");
    cloud.say(
        SyncResponse.newBuilder()
            .setInterest(Interest.newBuilder().addPoints("b/e/watched"))
            .build());
    var live = cloud.await(MessageCase.LIVE).getLive();
    assertEquals(1, live.getValuesCount());
    assertEquals("b/e/watched", live.getValues(0).getPoint());
    assertEquals(21.5, live.getValues(0).getValue().getNumber());
    assertEquals(cloud.session(), live.getSession());
  }

  private static ProcessImage.Snapshot image() {
    Map<PointId, Current> points = new HashMap<>();
    for (String path : List.of("b/e/watched", "b/e/other")) {
      var point = new PointId(path);
      points.put(
          point, new Current(point, new Value.Num(21.5), Status.OK, "", false, 1, 1_000_000));
    }
    return new ProcessImage.Snapshot(points);
  }

  @Test
  void comesBackWhenTheCloudDoesAndVoidsWhatWasPending() throws Exception {
    uplink.start();
    await(UplinkState::connected);
    int port = cloud.port();
    cloud.close();
    await(state -> !state.connected());
    assertTrue(commands.voided.get() >= 1);
    journal.append(Lane.TELEMETRY, TestJournals.values(1, 3));
    cloud = cloud(port);
    assertEquals(3, FakeCloudWire.last(cloud.await(MessageCase.BLOCK).getBlock()));
    await(UplinkState::connected);
  }

  @Test
  void cloudThatIsAwayIsOneSentence() throws Exception {
    int port = cloud.port();
    cloud.close();
    uplink.start();
    var state = await(one -> one.attempts() >= 2);
    assertEquals(
        "127.0.0.1:" + port + " cannot be reached (connection refused)", state.lastError());
  }

  @Test
  void cloudOfAnotherAuthorityIsNotTrusted() throws Exception {
    var other = new TestCertificates(folder.resolve("other"), "another authority");
    other.issue(
        "gateway",
        new GeneralName(GeneralName.uniformResourceIdentifier, "arxos://gateway/hofgarten-1"));
    uplink.close();
    uplink = uplink(cloud.port(), other);
    uplink.start();
    var state = await(one -> !one.lastError().isEmpty());
    assertTrue(state.lastError().contains("do not trust each other"), state.lastError());
    assertFalse(state.connected());
    assertInstanceOf(
        io.arxos.gateway.journal.Append.Appended.class,
        journal.append(Lane.TELEMETRY, TestJournals.values(1, 1)),
        "the gateway goes on");
  }

  @Test
  void gatewayThatTheCloudDoesNotTrustIsTold() throws Exception {
    var other = new TestCertificates(folder.resolve("other"), "another authority");
    other.issue("gateway", new GeneralName(GeneralName.dNSName, "x"));
    uplink.close();
    uplink =
        create(
            new UplinkConfig(
                "127.0.0.1",
                cloud.port(),
                authority.file("ca.pem"),
                other.file("gateway.pem"),
                other.file("gateway-key.pem"),
                UplinkConfig.KEEP));
    uplink.start();
    var state = await(one -> !one.lastError().isEmpty());
    assertTrue(state.lastError().contains("do not trust each other"), state.lastError());
  }

  @Test
  void missingCertificateIsNamed() throws Exception {
    uplink.close();
    java.nio.file.Files.delete(authority.file("gateway.pem"));
    uplink = uplink(cloud.port(), authority);
    uplink.start();
    var state = await(one -> !one.lastError().isEmpty());
    assertEquals(
        "the certificate cannot be used: cannot read " + authority.file("gateway.pem"),
        state.lastError());
  }

  private FakeCloudWire cloud(int port) throws Exception {
    return new FakeCloudWire(
        authority.file("cloud.pem"),
        authority.file("cloud-key.pem"),
        authority.file("ca.pem"),
        port);
  }

  private Uplink uplink(int port, TestCertificates from) {
    return create(
        new UplinkConfig(
            "127.0.0.1",
            port,
            from.file("ca.pem"),
            from.file("gateway.pem"),
            from.file("gateway-key.pem"),
            UplinkConfig.KEEP));
  }

  private Uplink create(UplinkConfig config) {
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, Clock.system());
    var model = io.arxos.edge.v1.SiteModel.newBuilder().setBuilding("b").build();
    var seams =
        new UplinkSeams(
            journal,
            writer::figures,
            commands,
            () -> new GatewayFacts(true, 1, 0, 7, 0, "0"),
            () -> SiteModelMessage.of(model.toByteArray()),
            UplinkOverGrpcTest::image);
    return Uplink.create(config, seams, Clock.system(), new SplittableRandom(1));
  }

  private static SyncResponse response(Command.Builder command) {
    return SyncResponse.newBuilder().setCommand(command).build();
  }

  private UplinkState await(Predicate<UplinkState> wanted) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!wanted.test(uplink.state())) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("still " + uplink.state());
      }
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
    return uplink.state();
  }
}
