package io.arxos.cloud.web;

import io.arxos.cloud.access.LoginLinks;
import io.arxos.cloud.backup.Counted;
import io.arxos.cloud.fleet.CommandDesk;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Completeness;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.live.LiveEngine;

/// What stands behind the API once store and log are up.
///
/// @param backups what stands behind the store, and what a restore could lose
public record Services(
    Fleet fleet,
    CommandDesk desk,
    HistoryReader history,
    LiveEngine live,
    LoginLinks links,
    Completeness completeness,
    Counted backups) {}
