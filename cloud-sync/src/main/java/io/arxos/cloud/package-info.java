/// The cloud: takes in what gateways send, keeps it, shows it, and carries commands back.
///
/// One process, begun by [io.arxos.cloud.Main]; [io.arxos.cloud.Cloud] is its table of contents.
/// The packages know each other in one direction only: `store` and `log` know nobody; `access`,
/// `fleet`, `history`, `ingest` and `live` stand on them; `web` and `rpc` serve what those know.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud;
