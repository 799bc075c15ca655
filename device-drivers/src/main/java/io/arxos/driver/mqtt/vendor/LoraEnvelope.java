package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// How a network server of LoRaWAN wraps what a device said. Where several places are named, the
/// first that is there counts.
///
/// @param vendor of the network server
/// @param ids the device's EUI, then lesser ids: the first is where an envelope is known by
/// @param names what people call the device
/// @param models its profile
/// @param times when the device was heard, the best first
/// @param payloads the decoded payload
/// @param texts a decoded payload that stands as text in the document
/// @param radio what the network says of the transmission
record LoraEnvelope(
    String vendor,
    List<String> ids,
    List<String> names,
    List<String> models,
    List<String> times,
    List<String> payloads,
    List<String> texts,
    List<Radio> radio) {

  /// @param unit as people write it; empty for none
  record Radio(String name, String quantity, String unit, List<String> places) {}

  /// The Things Stack 3
  /// (https://www.thethingsindustries.com/docs/the-things-stack/concepts/data-formats/).
  private static final LoraEnvelope THINGS_STACK =
      new LoraEnvelope(
          "The Things Stack",
          List.of("/end_device_ids/dev_eui", "/end_device_ids/device_id"),
          List.of("/end_device_ids/device_id"),
          List.of(
              "/uplink_message/version_ids/model_id", "/uplink_normalized/version_ids/model_id"),
          List.of("/uplink_message/received_at", "/uplink_normalized/received_at", "/received_at"),
          List.of(
              "/uplink_message/decoded_payload",
              "/uplink_message/normalized_payload",
              "/uplink_normalized/normalized_payload"),
          List.of(),
          List.of(
              rssi("/uplink_message/rx_metadata/0/rssi", "/uplink_normalized/rx_metadata/0/rssi"),
              snr("/uplink_message/rx_metadata/0/snr", "/uplink_normalized/rx_metadata/0/snr"),
              port("/uplink_message/f_port", "/uplink_normalized/f_port"),
              count("/uplink_message/f_cnt", "/uplink_normalized/f_cnt")));

  /// ChirpStack 4 (https://www.chirpstack.io/docs/chirpstack/integrations/events.html).
  private static final LoraEnvelope CHIRPSTACK_4 =
      new LoraEnvelope(
          "ChirpStack",
          List.of("/deviceInfo/devEui"),
          List.of("/deviceInfo/deviceName"),
          List.of("/deviceInfo/deviceProfileName"),
          List.of("/time", "/rxInfo/0/nsTime", "/rxInfo/0/gwTime"),
          List.of("/object"),
          List.of(),
          List.of(
              rssi("/rxInfo/0/rssi"),
              snr("/rxInfo/0/snr"),
              port("/fPort"),
              count("/fCnt"),
              new Radio("status battery", "battery", "%", List.of("/batteryLevel")),
              new Radio("status margin", "", "dB", List.of("/margin"))));

  /// ChirpStack 3 with its JSON marshaler, in both of its forms.
  private static final LoraEnvelope CHIRPSTACK_3 =
      new LoraEnvelope(
          "ChirpStack",
          List.of("/devEUI"),
          List.of("/deviceName"),
          List.of("/deviceProfileName"),
          List.of("/time", "/publishedAt", "/rxInfo/0/time"),
          List.of("/object"),
          List.of("/objectJSON"),
          List.of(
              rssi("/rxInfo/0/rssi"),
              snr("/rxInfo/0/loRaSNR", "/rxInfo/0/snr"),
              port("/fPort"),
              count("/fCnt"),
              new Radio("status battery", "battery", "%", List.of("/batteryLevel")),
              new Radio("status margin", "", "dB", List.of("/margin"))));

  /// The Things Network 2, which many private servers still imitate.
  private static final LoraEnvelope THINGS_NETWORK =
      new LoraEnvelope(
          "The Things Network",
          List.of("/hardware_serial", "/dev_id"),
          List.of("/dev_id"),
          List.of(),
          List.of("/metadata/time"),
          List.of("/payload_fields"),
          List.of(),
          List.of(
              rssi("/metadata/gateways/0/rssi"),
              snr("/metadata/gateways/0/snr"),
              port("/port"),
              count("/counter")));

  /// ThingPark of Actility.
  private static final LoraEnvelope THINGPARK =
      new LoraEnvelope(
          "Actility ThingPark",
          List.of("/DevEUI_uplink/DevEUI"),
          List.of("/DevEUI_uplink/CustomerData/name"),
          List.of("/DevEUI_uplink/DriverCfg/mod/mId"),
          List.of("/DevEUI_uplink/Time"),
          List.of("/DevEUI_uplink/payload"),
          List.of(),
          List.of(
              rssi("/DevEUI_uplink/LrrRSSI"),
              snr("/DevEUI_uplink/LrrSNR"),
              port("/DevEUI_uplink/FPort"),
              count("/DevEUI_uplink/FCntUp")));

  private static final List<LoraEnvelope> ALL =
      List.of(THINGS_STACK, CHIRPSTACK_4, CHIRPSTACK_3, THINGS_NETWORK, THINGPARK);

  /// The envelope of a message; empty when it is none.
  static Optional<LoraEnvelope> of(JsonNode root) {
    return ALL.stream().filter(one -> one.wraps(root)).findFirst();
  }

  /// The first place that holds something; empty when none does.
  static String first(JsonNode root, List<String> places) {
    return places.stream()
        .filter(place -> !root.at(place).isMissingNode() && !root.at(place).isNull())
        .findFirst()
        .orElse("");
  }

  static String text(JsonNode root, List<String> places) {
    String place = first(root, places);
    return place.isEmpty() ? "" : root.at(place).asText("");
  }

  private boolean wraps(JsonNode root) {
    boolean known = !text(root, ids).isEmpty();
    return this == THINGS_NETWORK
        ? known && (root.has("payload_fields") || root.has("payload_raw"))
        : known;
  }

  private static Radio rssi(String... places) {
    return new Radio("rssi", "signal_strength", "dBm", List.of(places));
  }

  private static Radio snr(String... places) {
    return new Radio("snr", "", "dB", List.of(places));
  }

  private static Radio port(String... places) {
    return new Radio("f_port", "", "", List.of(places));
  }

  private static Radio count(String... places) {
    return new Radio("f_cnt", "", "", List.of(places));
  }
}
