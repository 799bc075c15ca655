package io.arxos.gateway.journal;

import io.arxos.gateway.journal.JournalFolder.Reserves;
import io.arxos.gateway.journal.Storage.Change;
import io.arxos.gateway.journal.Storage.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the disk has left, and who may use it.
///
/// @param folder of the journal
/// @param ballast given up to open the database again
/// @param forAlarms given up when an alarm would find no room
record Space(Path folder, Reserves reserves, Ballast ballast, Ballast forAlarms) {
  private static final Logger LOG = LoggerFactory.getLogger(Space.class);

  /// What the disk has for telemetry.
  long freeBytes() {
    long kept = reserves.telemetryBytes() + ballast.missingBytes() + forAlarms.missingBytes();
    return Math.max(0, usableBytes() - kept);
  }

  /// Bookkeeping is always allowed, alarms nearly.
  boolean allows(List<Change> changes) {
    boolean telemetry = false;
    boolean alarm = false;
    for (Change change : changes) {
      telemetry |= change.table() == Table.TELEMETRY;
      alarm |= change.table() == Table.ALARM;
    }
    if (telemetry) {
      return freeBytes() > 0;
    }
    if (alarm && usableBytes() <= reserves.alarmBytes()) {
      release(forAlarms);
    }
    return !alarm || usableBytes() > reserves.alarmBytes();
  }

  /// Whether there is room to begin; if not, the ballast makes some.
  boolean suffices(long bytes) {
    if (usableBytes() < bytes) {
      release();
    }
    return usableBytes() >= bytes;
  }

  /// Makes room to open the database again.
  void release() {
    if (usableBytes() < reserves.beginBytes()) {
      release(ballast);
    }
  }

  private void release(Ballast one) {
    if (one.bytes() == 0 || !one.isThere()) {
      return;
    }
    try {
      one.release();
      LOG.warn("the disk is full: {} is given up", one.file());
    } catch (IOException e) {
      LOG.warn("{} cannot be given up: {}", one.file(), e.toString());
    }
  }

  /// Takes on again what was given up, as soon as there is room for it.
  void tend() {
    for (Ballast one : List.of(ballast, forAlarms)) {
      if (one.isThere() || usableBytes() < reserves.beginBytes() + one.bytes()) {
        continue;
      }
      try {
        one.takeOn();
      } catch (IOException e) {
        LOG.debug("no room for {} yet", one.file(), e);
      }
    }
  }

  private long usableBytes() {
    return folder.toFile().getUsableSpace();
  }
}
