package io.arxos.driver.mqtt.sparkplug;

import static io.arxos.driver.mqtt.sparkplug.TestPayload.BOOLEAN;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.DOUBLE;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.FLOAT;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.alias;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.of;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.properties;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.timestamp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.SparkplugHost.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of nodes and devices, as a logbook.
final class SparkplugHostTest {
  private static final String NODE = "Plant/N1";
  private static final String DEVICE = "Plant/N1/AHU";
  private static final String NBIRTH = "spBv1.0/Plant/NBIRTH/N1";
  private static final String NDATA = "spBv1.0/Plant/NDATA/N1";
  private static final String NDEATH = "spBv1.0/Plant/NDEATH/N1";
  private static final String DBIRTH = "spBv1.0/Plant/DBIRTH/N1/AHU";
  private static final String DDATA = "spBv1.0/Plant/DDATA/N1/AHU";
  private static final String DDEATH = "spBv1.0/Plant/DDEATH/N1/AHU";
  private static final String NCMD = "spBv1.0/Plant/NCMD/N1";

  private final World world = new World();

  private TestPayload at(long seq) {
    return TestPayload.at(world.millis()).seq(seq);
  }

  private void born() {
    world
        .hear(
            NBIRTH,
            TestPayload.nodeBirth(world.millis(), 7)
                .metric(of("Load", DOUBLE, out -> out.writeDouble(13, 0.5)), alias(1)))
        .hear(
            DBIRTH,
            at(1)
                .metric(
                    of("Supply/Temp", FLOAT, out -> out.writeFloat(12, 18.1f)),
                    alias(2),
                    properties("engUnit", "°C"))
                .metric(of("Fan", BOOLEAN, out -> out.writeBool(14, true)), alias(3)));
  }

  private static TestPayload.Field real(double value) {
    return out -> out.writeDouble(13, value);
  }

  @Test
  void birthsTellEveryMetricAndDataWhatHasChanged() {
    born();
    assertEquals("0.5", world.value(NODE + " Load"));
    assertEquals("18.1", world.value(DEVICE + " Supply/Temp"));
    assertEquals("1.0", world.value(DEVICE + " Fan"));
    world.hear(DDATA, at(2).metric(alias(2), out -> out.writeFloat(12, 18.4f)));
    assertEquals("18.4", world.value(DEVICE + " Supply/Temp"));
    world.hear(NDATA, at(3).metric(out -> out.writeString(1, "Load"), real(0.7)));
    assertEquals("0.7", world.value(NODE + " Load"));
    assertEquals("", world.wrong);
    assertEquals(List.of(), world.asked);
  }

  @Test
  void sessionIsNoPoint() {
    born();
    assertEquals("nothing", world.value(NODE + " bdSeq"));
    assertEquals("nothing", world.value(NODE + " Node Control/Rebirth"));
  }

  @Test
  void timeIsTheMetricsElseThePayloads() {
    born();
    long earlier = world.millis() - 4_000;
    world.hear(DDATA, at(2).metric(alias(2), timestamp(earlier), out -> out.writeFloat(12, 1f)));
    assertEquals(Instant.ofEpochMilli(earlier), world.said.getFirst().reading().origin().time());
    world.hear(DDATA, at(3).metric(alias(2), out -> out.writeFloat(12, 2f)));
    assertEquals(world.now, world.said.getFirst().reading().origin().time());
  }

  @Test
  void deathOfTheNodeTakesItsDevicesWithIt() {
    born();
    world.hear(NDEATH, TestPayload.nodeDeath(7));
    for (String key : List.of(NODE + " Load", DEVICE + " Supply/Temp", DEVICE + " Fan")) {
      assertEquals("DOWN the node is offline", world.value(key));
    }
    world.hear(DDATA, at(2).metric(alias(2), out -> out.writeFloat(12, 1f)));
    assertEquals("DOWN the node is offline", world.value(DEVICE + " Supply/Temp"));
    assertEquals(List.of(NCMD), world.asked, "data of the dead asks for a birth");
  }

  @Test
  void deathOfAnEarlierSessionIsNone() {
    born();
    world.hear(NDEATH, TestPayload.nodeDeath(6));
    assertEquals("18.1", world.value(DEVICE + " Supply/Temp"));
    assertEquals("death is of another session than the birth", world.wrong);
  }

  @Test
  void deathOfADeviceLeavesItsNode() {
    born();
    world.hear(DDEATH, at(2));
    assertEquals("DOWN the device is offline", world.value(DEVICE + " Fan"));
    assertEquals(world.now, world.said.getFirst().reading().origin().time());
    assertEquals("0.5", world.value(NODE + " Load"));
    world.hear(DDATA, at(3).metric(alias(2), out -> out.writeFloat(12, 1f)));
    assertEquals("DOWN the device is offline", world.value(DEVICE + " Supply/Temp"));
    assertEquals(List.of(NCMD), world.asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {NDATA, DDATA, DBIRTH, DDEATH})
  void whatComesBeforeTheBirthAsksForIt(String topic) {
    world.hear(topic, at(4).real("X", 1));
    assertTrue(world.said.isEmpty());
    assertEquals("the node was not born yet; a birth is asked for", world.wrong);
    assertEquals(List.of(NCMD), world.asked);
  }

  @Test
  void dataOfAnUnbornDeviceAsksForABirth() {
    born();
    world.hear("spBv1.0/Plant/DDATA/N1/Other", at(2).real("X", 1));
    assertEquals("the device was not born yet; a birth is asked for", world.wrong);
    assertEquals(List.of(NCMD), world.asked);
  }

  @Test
  void unbornMetricAsksForABirth() {
    born();
    world.hear(
        DDATA, at(2).metric(alias(99), real(1)).metric(alias(3), o -> o.writeBool(14, false)));
    assertEquals("metric was never born; a birth is asked for", world.wrong);
    assertEquals("0.0", world.value(DEVICE + " Fan"), "the others are well");
    assertEquals(List.of(NCMD), world.asked);
  }

  @Test
  void sequenceWrapsAt255() {
    born();
    for (int seq = 2; seq < 600; seq++) {
      double value = seq;
      world.hear(NDATA, at(seq & 0xFF).metric(alias(1), real(value)));
      assertEquals(value + "", world.value(NODE + " Load"));
    }
    assertEquals(List.of(), world.asked);
  }

  @Test
  void messagesThatOvertookEachOtherAreSorted() {
    born();
    world.hear(NDATA, at(4).metric(alias(1), real(4)));
    world.hear(NDATA, at(3).metric(alias(1), real(3)));
    assertEquals("0.5", world.value(NODE + " Load"), "they wait");
    world.hear(NDATA, at(2).metric(alias(1), real(2)));
    assertEquals(
        List.of(2.0, 3.0, 4.0),
        world.said.stream()
            .map(one -> ((Value.Num) ((Reading.Good) one.reading()).value()).value())
            .toList());
    world.after(Duration.ofMinutes(1));
    assertEquals(List.of(), world.asked, "nothing was missing");
  }

  @Test
  void missingMessageIsWaitedForAndThenABirthIsAskedFor() {
    born();
    world.hear(NDATA, at(3).metric(alias(1), real(3)));
    world.after(Duration.ofMillis(1_900));
    assertEquals(List.of(), world.asked);
    assertEquals("0.5", world.value(NODE + " Load"));
    world.after(Duration.ofMillis(200));
    assertEquals(List.of(NCMD), world.asked);
    assertEquals("3.0", world.value(NODE + " Load"), "what came is taken");
    world.hear(NDATA, at(4).metric(alias(1), real(4)));
    assertEquals("4.0", world.value(NODE + " Load"), "the count goes on");
  }

  @Test
  void sameMessageTwiceIsOne() {
    born();
    byte[] data = at(2).metric(alias(1), real(2)).bytes();
    world.hear(NDATA, data);
    world.hear(NDATA, data);
    assertTrue(world.said.isEmpty());
    world.after(Duration.ofMinutes(1));
    assertEquals(List.of(), world.asked);
  }

  @Test
  void birthIsAskedForRarelyWhileNobodyAnswers() {
    for (int second = 0; second < 3_600; second++) {
      world.now = world.now.plusSeconds(1);
      world.hear(NDATA, at(second & 0xFF).real("X", 1));
    }
    // After 0, 10, 30, 70, 150, 310, 610, 910, … seconds.
    assertEquals(16, world.asked.size());
    world.asked.clear();
    born();
    world.hear(DDATA, at(2).metric(alias(99), real(1)));
    assertEquals(1, world.asked.size(), "a birth ends the long pauses");
  }

  @Test
  void manyNodesAreNotAskedAtOnce() {
    for (int i = 0; i < 500; i++) {
      world.hear("spBv1.0/Plant/NDATA/M" + i, at(4).real("X", 1));
    }
    assertEquals(20, world.asked.size());
    for (int i = 0; i < 30; i++) {
      world.after(Duration.ofSeconds(1));
    }
    assertEquals(500, world.asked.stream().distinct().count());
  }

  @Test
  void rebirthKeepsTheDevicesThatAreBornAgain() {
    born();
    born();
    assertEquals("18.1", world.value(DEVICE + " Supply/Temp"));
    world.after(Duration.ofMinutes(1));
    assertEquals("18.1", world.value(DEVICE + " Supply/Temp"));
  }

  @Test
  void deviceThatIsNotBornAgainIsDown() {
    born();
    world.hear(NBIRTH, TestPayload.nodeBirth(world.millis(), 8));
    assertEquals("DOWN metric is not of the device any more", world.value(NODE + " Load"));
    world.after(Duration.ofSeconds(31));
    assertEquals("DOWN the device was not born again after its node", world.value(DEVICE + " Fan"));
  }

  @Test
  void deviceBirthThatOvertookItsNodesIsTaken() {
    born();
    world.now = world.now.plusSeconds(5);
    world.hear(DBIRTH, at(1).metric(of("New", DOUBLE, real(5)), alias(9)));
    world.hear(NBIRTH, TestPayload.nodeBirth(world.millis(), 8));
    assertEquals("5.0", world.value(DEVICE + " New"));
    assertEquals(List.of(), world.asked);
  }

  @Test
  void historyIsToldAsSuch() {
    born();
    world.hear(
        DDATA,
        at(2).metric(alias(2), out -> out.writeBool(5, true), out -> out.writeFloat(12, 9f)));
    assertTrue(world.said.getFirst().historical());
    assertTrue(world.said.getFirst().reading().origin().retained());
  }

  @Test
  void nullAndBadQualityAreNoValues() {
    born();
    world.hear(DDATA, at(2).metric(alias(2), out -> out.writeBool(7, true)));
    assertEquals("FAULT value is null", world.value(DEVICE + " Supply/Temp"));
    world.hear(
        DDATA, at(3).metric(alias(2), properties("Quality", 500), out -> out.writeFloat(12, 9f)));
    assertEquals("DOWN quality is stale", world.value(DEVICE + " Supply/Temp"));
    world.hear(
        DDATA, at(4).metric(alias(2), properties("quality", 0), out -> out.writeFloat(12, 9f)));
    assertEquals("FAULT quality is bad", world.value(DEVICE + " Supply/Temp"));
    world.hear(
        DDATA, at(5).metric(alias(2), properties("Quality", 192), out -> out.writeFloat(12, 9f)));
    assertEquals("9.0", world.value(DEVICE + " Supply/Temp"));
  }

  @Test
  void brokenPayloadOfALivingNodeAsksForABirth() {
    born();
    world.hear(NDATA, new byte[] {0x12, 0x7F});
    assertEquals("payload is not one of Sparkplug B", world.wrong);
    assertEquals(List.of(NCMD), world.asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spBv1.0/Plant/NBIRTH", "spBv1.0/Plant/NBIRTH/N1/D", "spBv1.0/Plant/DBIRTH/N1",
        "spBv1.0/Plant/XBIRTH/N1", "spBv1.0//NBIRTH/N1", "spBv1.0/Plant/DBIRTH/N1/",
        "spBv1.0/Plant/DBIRTH/N1/D/E"
      })
  void topicsAgainstTheRules(String topic) {
    world.hear(topic, at(0));
    assertEquals("topic is not one of Sparkplug B", world.wrong);
  }

  @Test
  void lostBrokerMeansThatNothingIsKnown() {
    born();
    world.host.restart(List.of(DEVICE, NODE));
    world.hear(NDATA, at(2).metric(alias(1), real(2)));
    assertEquals("the node was not born yet; a birth is asked for", world.wrong);
    assertEquals(List.of(NCMD), world.asked, "once, however many points it has");
  }

  @Test
  void commandsNameTheAliasAndHaveNoSequence() throws Exception {
    born();
    var sent =
        assertInstanceOf(
            Command.Send.class,
            world.host.command(DEVICE, "Supply/Temp", new Value.Num(21.5), world.now));
    assertEquals("spBv1.0/Plant/DCMD/N1/AHU", sent.request().topic());
    var payload = PayloadReader.read(sent.request().payload()).payload();
    assertEquals(world.millis(), payload.timestamp());
    assertEquals(null, payload.seq());
    Metric metric = payload.metrics().getFirst();
    assertEquals("", metric.name());
    assertEquals(2L, metric.alias());
    assertEquals(new Raw.Real(21.5, true), metric.value());
  }

  @Test
  void commandsThatCannotBe() {
    born();
    world.hear(
        "spBv1.0/Plant/DBIRTH/N1/M",
        at(2)
            .metric(of("Count", 1, out -> out.writeUInt32(10, 5)), alias(11))
            .metric(
                of("Serial", 12, out -> out.writeString(15, "x")), properties("readOnly", true)));
    String meter = "Plant/N1/M";
    assertInstanceOf(Command.Send.class, command(meter, "Count", new Value.Int(-128)));
    assertInstanceOf(Command.Refused.class, command(meter, "Count", new Value.Int(128)));
    assertInstanceOf(Command.Refused.class, command(meter, "Count", new Value.Num(1.5)));
    assertInstanceOf(Command.Refused.class, command(meter, "Count", new Value.Text("1")));
    assertInstanceOf(Command.Refused.class, command(meter, "Serial", new Value.Text("y")));
    assertInstanceOf(Command.Refused.class, command(meter, "None", new Value.Int(1)));
    assertInstanceOf(Command.Refused.class, command(DEVICE, "Fan", new Value.Num(2)));
    assertInstanceOf(Command.Failed.class, command("Plant/N1/Unborn", "Count", new Value.Int(1)));
    world.hear(NDEATH, TestPayload.nodeDeath(7));
    assertInstanceOf(Command.Failed.class, command(meter, "Count", new Value.Int(1)));
  }

  private Command command(String address, String metric, Value value) {
    return world.host.command(address, metric, value, world.now);
  }

  @Test
  void requestForABirthIsByTheStandard() throws Exception {
    var outcome =
        world.host.hear(new MqttMessage(NDATA, at(4).real("X", 1).bytes(), false, world.now));
    var request = outcome.requests().getFirst();
    var payload = PayloadReader.read(request.payload()).payload();
    assertEquals(NCMD, request.topic());
    assertEquals(null, payload.seq());
    assertEquals("Node Control/Rebirth", payload.metrics().getFirst().name());
    assertEquals(new Raw.Flag(true), payload.metrics().getFirst().value());
  }
}
