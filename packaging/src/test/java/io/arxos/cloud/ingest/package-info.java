@org.jspecify.annotations.NullMarked
package io.arxos.cloud.ingest;
