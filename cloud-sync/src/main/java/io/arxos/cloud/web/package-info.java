/// The cloud over HTTP: the page, its JSON, and its stream of live values.
///
/// Promises: nothing but the page's own files, the login and the health of the process is served
/// without a session; every refusal is an RFC 9457 problem whose `detail` a person can read; the
/// event loop never waits, neither for the store nor for a slow browser; until the store and the
/// log are up, it answers at once, and says that it is starting.
///
/// Why a virtual thread per request and per stream: what they do is wait for the store, or for the
/// next sample, and straight code that waits is easier to be sure of than callbacks.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.web;
