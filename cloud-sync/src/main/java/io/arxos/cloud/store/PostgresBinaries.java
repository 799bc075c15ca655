package io.arxos.cloud.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The server's programs, unpacked once from their jar.
///
/// @param folder holds bin, lib and share
record PostgresBinaries(Path folder) {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final Pattern VERSION = Pattern.compile("-amd64-([0-9.]+)\\.jar!");

  /// Unpacks them into `data/pg-bin-VERSION`, unless they are there.
  static PostgresBinaries unpackInto(Path data) throws IOException {
    var archive = PostgresBinaries.class.getResource(ARCHIVE);
    if (archive == null) {
      throw new IOException(
          "no PostgreSQL for this machine on the class path; set postgres.url to use another");
    }
    var folder = data.resolve("pg-bin-" + version(archive));
    if (Files.isDirectory(folder)) {
      return new PostgresBinaries(folder);
    }
    var fresh = Files.createTempDirectory(data, "pg-bin-new-");
    try (var bytes = new BufferedInputStream(archive.openStream(), 1 << 16)) {
      unpack(bytes, fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException
        | DirectoryNotEmptyException
        | AtomicMoveNotSupportedException e) {
      deleteTree(fresh); // another process was faster
    }
    return new PostgresBinaries(folder);
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  private static String version(URL archive) {
    var match = VERSION.matcher(archive.toString());
    return match.find() ? match.group(1) : "unknown";
  }

  private static void unpack(InputStream bytes, Path into) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(bytes))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("the archive leaves its folder: " + entry.getName());
        }
        place(entry, tar, target);
        entry = tar.getNextEntry();
      }
    }
  }

  private static void place(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      return;
    }
    if (target.getParent() instanceof Path parent) {
      Files.createDirectories(parent);
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
