package io.arxos.cloud.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that hold keys: created with the right permissions from the first byte, never overwritten.
final class KeyFiles {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> READABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  private KeyFiles() {}

  static void folder(Path folder) throws AccessProblem {
    try {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, OWNER_FOLDER);
      }
    } catch (FileAlreadyExistsException _) {
      if (!Files.isDirectory(folder)) {
        throw AccessProblem.wrong(folder + " is in the way: it must be a folder for keys");
      }
    } catch (IOException e) {
      throw AccessProblem.wrong("cannot create the folder " + folder + ": " + why(e));
    }
  }

  static void secret(Path file, byte[] content) throws AccessProblem {
    write(file, content, OWNER_FILE);
  }

  static void open(Path file, byte[] content) throws AccessProblem {
    write(file, content, READABLE);
  }

  static byte[] read(Path file) throws AccessProblem {
    try {
      return Files.readAllBytes(file);
    } catch (java.nio.file.NoSuchFileException _) {
      throw AccessProblem.wrong("there is no file " + file);
    } catch (IOException e) {
      throw AccessProblem.wrong("cannot read " + file + ": " + why(e));
    }
  }

  private static void write(
      Path file, byte[] content, FileAttribute<Set<PosixFilePermission>> permissions)
      throws AccessProblem {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, permissions)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException _) {
      throw AccessProblem.conflict(file + " is there already; it is not overwritten");
    } catch (IOException e) {
      throw AccessProblem.wrong("cannot write " + file + ": " + why(e));
    }
  }

  /// What went wrong with a file, in words: the message of many file errors is only the file's
  /// name.
  static String why(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.NoSuchFileException _ -> "its folder does not exist";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
