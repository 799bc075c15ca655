package io.arxos.cloud.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The folder in which backups lie, each in a folder of its own.
public final class BackupFolder {
  static final String MANIFEST = "manifest.json";

  /// Holds the SHA-256 of the manifest; written when the backup has been read back.
  static final String VERIFIED = "verified";

  private static final String FRESH = "being-written-";
  private static final Pattern NAME = Pattern.compile("backup-([0-9]{6,12})-[0-9]{8}T[0-9]{6}Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final Path folder;

  public BackupFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  public Path path() {
    return folder;
  }

  /// A backup that was read back after it had been written.
  public record Verified(Path path, Manifest manifest) {}

  /// One program at a time writes.
  ///
  /// @throws FolderInUse when another does now
  FileChannel lock() throws IOException {
    Files.createDirectories(folder);
    var channel =
        FileChannel.open(
            folder.resolve("backup.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // held by this very process; told below
    }
    channel.close();
    throw new FolderInUse("a backup into " + folder + " is being made now");
  }

  /// Names of the backups that were verified, the newest first.
  public List<String> names() throws IOException {
    return folders().stream().filter(name -> Files.exists(at(name).resolve(VERIFIED))).toList();
  }

  /// Every folder that was moved into place, the newest first.
  List<String> folders() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted(Comparator.comparingLong(BackupFolder::number).reversed())
          .toList();
    }
  }

  public Optional<Verified> newest() throws IOException, BadBackup {
    var names = names();
    return names.isEmpty() ? Optional.empty() : Optional.of(verified(names.getFirst()));
  }

  /// @throws BadBackup when there is none of this name, or its manifest is not the verified one
  public Verified verified(String name) throws IOException, BadBackup {
    if (!NAME.matcher(name).matches() || !Files.isDirectory(at(name))) {
      throw new BadBackup("there is no backup " + name + " in " + folder);
    }
    String expected;
    byte[] bytes;
    try {
      expected = Files.readString(at(name).resolve(VERIFIED)).strip();
      bytes = Files.readAllBytes(at(name).resolve(MANIFEST));
    } catch (NoSuchFileException e) {
      throw new BadBackup(name + " was never finished: " + e.getMessage() + " is missing");
    }
    if (!Hashed.of(bytes).equals(expected)) {
      throw new BadBackup(name + " is damaged: its manifest is not the one that was verified");
    }
    return new Verified(at(name), manifest(name, bytes));
  }

  private static Manifest manifest(String name, byte[] bytes) throws BadBackup {
    try {
      var manifest = JSON.readValue(bytes, Manifest.class);
      if (manifest.format() != Manifest.FORMAT) {
        throw new BadBackup(name + " was made by a newer program");
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new BadBackup(name + " has no readable manifest: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long nextNumber() throws IOException {
    var names = folders();
    return names.isEmpty() ? 1 : number(names.getFirst()) + 1;
  }

  static String name(long number, Instant taken) {
    return "backup-%06d-%s".formatted(number, TIME.format(taken));
  }

  private static long number(String name) {
    var match = NAME.matcher(name);
    return match.matches() ? Long.parseLong(match.group(1)) : 0;
  }

  Path at(String name) {
    return folder.resolve(name);
  }

  /// Where a backup lies until it is whole.
  Path fresh(String name) throws IOException {
    return Files.createDirectory(
        folder.resolve(FRESH + name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  static void write(Path backup, Manifest manifest) throws IOException {
    Hashed.writeWhole(backup, MANIFEST, json(manifest));
  }

  static void markVerified(Path backup, Manifest manifest) throws IOException {
    write(backup, manifest);
    var hash = Hashed.of(json(manifest)) + "\n";
    Hashed.writeWhole(backup, VERIFIED, hash.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] json(Manifest manifest) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
  }

  /// Deletes what was never finished: nothing of it counts.
  ///
  /// @return how many
  int clear() throws IOException {
    int cleared = 0;
    try (var entries = Files.list(folder)) {
      for (var path : entries.toList()) {
        var name = path.getFileName().toString();
        boolean unfinished = NAME.matcher(name).matches() && !Files.exists(path.resolve(VERIFIED));
        if (unfinished || name.startsWith(FRESH)) {
          delete(path);
          cleared++;
        }
      }
    }
    return cleared;
  }

  /// Keeps the newest. A file that a kept one shares with a deleted one stays: both are names of
  /// it.
  void keep(int count) throws IOException {
    var names = names();
    for (var name : names.subList(Math.min(count, names.size()), names.size())) {
      delete(at(name));
    }
  }

  /// The mark goes first, so that half a backup never passes for a whole one.
  private static void delete(Path backup) throws IOException {
    Files.deleteIfExists(backup.resolve(VERIFIED));
    Hashed.sync(backup);
    try (var files = Files.list(backup)) {
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(backup);
  }
}
