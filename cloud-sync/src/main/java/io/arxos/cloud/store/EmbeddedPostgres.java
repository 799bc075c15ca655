package io.arxos.cloud.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own: a child process with its data in `DATA/pg`, on loopback.
///
/// What one that was killed has left behind is stopped and recovered by the next start. One process
/// at a time uses a data folder.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  /// While this file is in a data folder, its server is being replaced, and does not start.
  public static final String UNFINISHED = "restore.unfinished";

  private static final String USER = "arxos";
  private static final int START_SECONDS_MAX = 120;
  private static final int PORT_ATTEMPTS_MAX = 3;

  private final Folders at;
  private final PostgresBinaries binaries;
  private final Runner runner;
  private final FileChannel lock;
  private final Process server;
  private final Store.Address address;

  private EmbeddedPostgres(Setup setup, FileChannel lock, Process server, Store.Address address) {
    this.at = setup.at();
    this.binaries = setup.binaries();
    this.runner = setup.runner();
    this.lock = lock;
    this.server = server;
    this.address = address;
  }

  private record Setup(Folders at, PostgresBinaries binaries, Runner runner) {}

  /// Starts the server and returns when it answers.
  ///
  /// @param data made when it is not there
  /// @throws IOException in one line, why it cannot run
  public static EmbeddedPostgres start(Path data) throws IOException, InterruptedException {
    var at = new Folders(data.toAbsolutePath().normalize());
    Files.createDirectories(at.data());
    Files.createDirectories(at.log().getParent());
    var lock = lock(at);
    try {
      refuseUnfinished(at);
      var runner = Runner.forThisProcess();
      runner.letThrough(at.data());
      var setup = new Setup(at, PostgresBinaries.unpackInto(at.data()), runner);
      var password = password(at);
      if (Files.isDirectory(at.pg())) {
        refuseOtherMajor(setup);
        stopLeftBehind(setup);
      } else {
        initialise(setup, password);
      }
      for (int attempt = 1; ; attempt++) {
        int port = freePort();
        var server = launch(setup, port);
        if (awaitReady(setup, server)) {
          var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
          return new EmbeddedPostgres(setup, lock, server, new Store.Address(url, USER, password));
        }
        if (attempt == PORT_ATTEMPTS_MAX) {
          throw new IOException("PostgreSQL does not start; see " + at.log());
        }
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// The server that another process runs on a data folder now, if one does.
  public static Optional<Store.Address> running(Path data) throws IOException {
    var at = new Folders(data.toAbsolutePath().normalize());
    var lockFile = PostmasterPid.read(at.pg());
    if (lockFile.isEmpty() || !lockFile.get().alive(at.pg()) || !Files.exists(at.password())) {
      return Optional.empty();
    }
    var url = "jdbc:postgresql://127.0.0.1:" + lockFile.get().port() + "/postgres";
    return Optional.of(new Store.Address(url, USER, Files.readString(at.password())));
  }

  public Store.Address address() {
    return address;
  }

  /// False when the server has ended without being asked to.
  public boolean alive() {
    return server.isAlive();
  }

  public long pid() {
    return server.pid();
  }

  @Override
  public void close() {
    try {
      if (server.isAlive()) {
        stop(at, binaries, runner);
      }
    } catch (IOException e) {
      LOG.warn("PostgreSQL was not stopped cleanly; the next start recovers: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      try {
        lock.close();
      } catch (IOException e) {
        LOG.debug("the lock is gone with the process in any case", e);
      }
    }
  }

  private static void stop(Folders at, PostgresBinaries binaries, Runner runner)
      throws IOException, InterruptedException {
    var data = at.pg().toString();
    runner.run(binaries.program("pg_ctl"), "-D", data, "-m", "fast", "-w", "-t", "60", "stop");
  }

  private static FileChannel lock(Folders at) throws IOException {
    var channel = FileChannel.open(at.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("held by this very process", e);
    }
    channel.close();
    throw new IOException("another process uses " + at.data() + "; stop it or take another folder");
  }

  private static String password(Folders at) throws IOException {
    if (!Files.exists(at.password())) {
      var random = new byte[24];
      new SecureRandom().nextBytes(random);
      var fresh = at.password().resolveSibling("pg.password.new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, HexFormat.of().formatHex(random));
      Files.move(fresh, at.password(), StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(at.password());
  }

  /// Makes the data folder under another name and moves it into place, so that there is a whole one
  /// or none. It is synced before it is moved.
  private static void initialise(Setup setup, String password)
      throws IOException, InterruptedException {
    var fresh = setup.at().data().resolve("pg-new");
    PostgresBinaries.deleteTree(fresh);
    Files.createDirectory(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    setup.runner().own(fresh);
    var secret = Files.createTempFile("arxos-pg-", ".secret"); // made with rw-------
    try {
      Files.writeString(secret, password);
      setup.runner().own(secret);
      setup
          .runner()
          .run(
              setup.binaries().program("initdb"),
              "--pgdata=" + fresh,
              "--username=" + USER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--no-locale");
    } finally {
      Files.deleteIfExists(secret);
    }
    Files.move(fresh, setup.at().pg(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void refuseUnfinished(Folders at) throws IOException {
    if (Files.exists(at.data().resolve(UNFINISHED))) {
      throw new IOException(
          "a restore into " + at.data() + " was not finished; run it again: arxos cloud restore");
    }
  }

  private static void refuseOtherMajor(Setup setup) throws IOException {
    var had = Files.readString(setup.at().pg().resolve("PG_VERSION")).strip();
    var name = setup.binaries().folder().getFileName().toString();
    var have = name.replace("pg-bin-", "").replaceAll("\\..*", "");
    if (!have.equals("unknown") && !have.equals(had)) {
      throw new IOException(
          setup.at().pg()
              + " was written by PostgreSQL "
              + had
              + "; this is "
              + have
              + ": dump it with the old version and load it with the new");
    }
  }

  private static void stopLeftBehind(Setup setup) throws IOException, InterruptedException {
    var lockFile = PostmasterPid.read(setup.at().pg());
    if (lockFile.isEmpty()) {
      return;
    }
    if (lockFile.get().alive(setup.at().pg())) {
      LOG.info("stopping the PostgreSQL of an earlier run, process {}", lockFile.get().pid());
      stop(setup.at(), setup.binaries(), setup.runner());
    } else if (lockFile.get().endedUncollected()) {
      Files.deleteIfExists(setup.at().pg().resolve("postmaster.pid"));
    }
  }

  private static Process launch(Setup setup, int port) throws IOException {
    var words =
        PostgresSettings.command(
            setup.binaries().program("postgres"), setup.at().pg().toString(), port);
    return new ProcessBuilder(setup.runner().command(words.toArray(String[]::new)))
        .directory(Path.of("/").toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(setup.at().log().toFile()))
        .start();
  }

  /// @return false when the server has ended instead
  private static boolean awaitReady(Setup setup, Process server)
      throws IOException, InterruptedException {
    for (int tries = 0; tries < START_SECONDS_MAX * 50; tries++) {
      if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
        return false;
      }
      var lockFile = PostmasterPid.read(setup.at().pg());
      if (lockFile.isPresent() && lockFile.get().readyAs(server.pid())) {
        return true;
      }
    }
    server.destroyForcibly();
    throw new IOException(
        "PostgreSQL was not ready in " + START_SECONDS_MAX + " s; see " + setup.at().log());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private record Folders(Path data) {
    Path pg() {
      return data.resolve("pg");
    }

    Path password() {
      return data.resolve("pg.password");
    }

    Path lock() {
      return data.resolve("pg.lock");
    }

    Path log() {
      return data.resolve("logs").resolve("postgres.log");
    }
  }
}
