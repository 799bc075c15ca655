/// The cloud over gRPC: the listener that gateways and other services call, and the services for
/// the latter.
///
/// Promises: mutual TLS 1.3 on every connection; an error says in words what was wrong, and in
/// `google.rpc.ErrorInfo` what a program can act on; a slow reader is held back by flow control and
/// loses nothing.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.rpc;
