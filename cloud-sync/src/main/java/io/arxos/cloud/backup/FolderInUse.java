package io.arxos.cloud.backup;

import java.io.IOException;

/// Another program makes a backup into the folder now.
public final class FolderInUse extends IOException {
  private static final long serialVersionUID = 1L;

  FolderInUse(String line) {
    super(line);
  }
}
