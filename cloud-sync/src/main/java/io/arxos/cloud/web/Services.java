package io.arxos.cloud.web;

import io.arxos.cloud.access.LoginLinks;
import io.arxos.cloud.fleet.CommandDesk;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Completeness;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.live.LiveEngine;

/// What stands behind the API once store and log are up.
///
/// @param safeIsCommitted true when no backup stands behind the store: a restore could lose what is
///   committed
public record Services(
    Fleet fleet,
    CommandDesk desk,
    HistoryReader history,
    LiveEngine live,
    LoginLinks links,
    Completeness completeness,
    boolean safeIsCommitted) {}
