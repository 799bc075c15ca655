package io.arxos.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What can be made to go wrong, and where: two faults at the same place do not go together.
enum Kind {
  KILL_GATEWAY(Place.GATEWAY),
  KILL_CLOUD(Place.CLOUD),
  KILL_BOTH(Place.GATEWAY, Place.CLOUD),
  END_GATEWAY(Place.GATEWAY),
  END_CLOUD(Place.CLOUD),
  PAUSE_GATEWAY(Place.GATEWAY),
  PAUSE_CLOUD(Place.CLOUD),
  KILL_POSTGRES(Place.CLOUD),
  KILL_POSTGRES_BACKEND(Place.CLOUD),
  PAUSE_POSTGRES(Place.CLOUD),
  LOG_LOSES_TAIL(Place.CLOUD),
  LOG_IS_ANOTHER(Place.CLOUD),
  CLOUD_DISK_FULL(Place.CLOUD),
  GATEWAY_DISK_FULL(Place.DISK),
  GATEWAY_CLOCK(Place.GATEWAY_CLOCK),
  CLOUD_CLOCK(Place.CLOUD_CLOCK),
  LINK_CUT(Place.LINK),
  LINK_STALLS(Place.LINK),
  LINK_LATE(Place.LINK),
  LINK_SLICED(Place.LINK),
  LINK_NARROW(Place.LINK),
  LINK_ONE_WAY(Place.LINK),
  LINK_RESET(Place.LINK),
  LINK_HALF_CLOSED(Place.LINK),
  LINK_FLIPS(Place.LINK),
  BROKER_CUT(Place.BROKER),
  BROKER_LATE(Place.BROKER),
  BROKER_SLICED(Place.BROKER),
  BROKER_ONE_WAY(Place.BROKER),
  BROKER_RESET(Place.BROKER),
  BROKER_HALF_CLOSED(Place.BROKER),
  /// The gateway's disk forgets what it had synced. No product can stand that: it shows that the
  /// comparison finds what is lost, and is dealt only when asked for by name.
  GATEWAY_DISK_LIES(Place.GATEWAY, Place.LINK);

  enum Place {
    GATEWAY,
    CLOUD,
    DISK,
    GATEWAY_CLOCK,
    CLOUD_CLOCK,
    LINK,
    BROKER
  }

  private final Set<Place> places;

  Kind(Place... places) {
    this.places = Set.of(places);
  }

  Set<Place> places() {
    return places;
  }

  /// As people write it, such as `kill-gateway`.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findAny();
  }
}
