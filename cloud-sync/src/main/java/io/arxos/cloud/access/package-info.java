/// Who may talk to the cloud: certificates for gateways and services, one-time links and sessions
/// for people, and the rules every web request passes.
///
/// Promises: an identity comes from a certificate's SAN or from a token this cloud signed, never
/// from a payload; a login link works once and for a day; private keys and the signing key are
/// readable by their owner only; nothing is ever overwritten.
///
/// Why a signing key in a file and not in the store: `arxos cloud login` must work from a shell
/// while the store belongs to the running process, and a restored store must not bring back old
/// sessions. Why used links are in the store all the same: every copy of the cloud must see them.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.access;
