/// OSCORE (RFC 8613): requests and answers are protected one by one, from us to the device, whoever
/// carries them. Keys are derived and messages sealed and opened by Californium's `cf-oscore`; what
/// is around that is our own:
///
/// - [SealingLayer], where Californium has a layer that believes an answer without protection,
///   counts a message as seen before it is found genuine, repeats nothing that was lost, and takes
///   the keys of whoever used a token last;
/// - [Seal], where Californium writes a stack trace to standard error for each message that is not
///   genuine, so that whoever forges fills the disk;
/// - [Notified], because a notification is new by its number, and the number outside the seal is
///   anybody's;
/// - [Contexts], where Californium keeps every token there ever was;
/// - [StateFile]: AES-CCM gives its key away when a number is used twice. Numbers are on the disk
///   before they are used, a hundred at a time, so that a kill skips some and repeats none. What a
///   device has said is on the disk before it is heard, so that nobody can say it again after a
///   restart.
///
/// Two drivers, or a gateway and somebody who looks for points, may have the same keys: they take
/// their numbers from the same file.
///
/// Not here: groups, the derivation of new keys (appendix B.2), blocks outside the seal (proxies).
@org.jspecify.annotations.NullMarked
package io.arxos.driver.coap.oscore;
