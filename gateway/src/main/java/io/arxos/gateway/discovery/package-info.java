/// What is in the building and in no site file yet: found, named, and added.
///
/// The drivers find devices; [io.arxos.gateway.discovery.Proposer] says where their points would
/// stand in the site and what they are; [io.arxos.gateway.discovery.SiteText] writes them into the
/// site file without touching a byte of what is there; [io.arxos.gateway.discovery.SiteWriter] puts
/// the new file in place only when it loads.
///
/// Gives up: a running gateway does not read its site file again. Its points are what the journal's
/// dictionary, the control cycle and the cloud were started with; a restart takes a second and
/// loses nothing.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.discovery;
