package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Header.Birth;

/// Who an opening of a journal is; never the same twice.
public record Beginning(IncarnationId incarnation, Birth birth) {}
