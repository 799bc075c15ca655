package io.arxos.gateway.uplink;

/// One connection to the cloud. Used by one thread.
interface Link {
  /// Whether more can be sent without piling up in memory.
  boolean ready();

  void send(Up message);

  /// Ends it; nothing is heard of it afterwards. Harmless when it has ended already.
  void close(String because);

  /// Makes connections.
  interface Connector {
    /// Begins to connect and returns at once; what is sent meanwhile goes out when it is there.
    Link connect(Listener listener);

    /// Gives back what connections share.
    void close();
  }

  /// Hears one connection, on any thread.
  interface Listener {
    void received(Down message);

    /// The connection has ended, or never came to be.
    ///
    /// @param because one sentence for people, the same for the same cause
    void closed(String because);

    /// More can be sent again.
    void writable();
  }
}
