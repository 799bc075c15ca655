/// The gateway process. [io.arxos.gateway.Main] reads the command line, [io.arxos.gateway.Gateway]
/// is the table of contents: it makes every part, hands each what it needs, and ends them in the
/// reverse order.
///
/// A mistake of the operator is one clear line and an exit code ([io.arxos.gateway.StartFailure]);
/// a broken invariant ends the process, whose journal makes a restart cheap.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway;
