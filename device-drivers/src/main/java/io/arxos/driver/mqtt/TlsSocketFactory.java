package io.arxos.driver.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sockets that speak TLS 1.2 or 1.3 and nothing older, whatever the machine's settings allow.
final class TlsSocketFactory extends SSLSocketFactory {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final SSLSocketFactory sockets;

  TlsSocketFactory(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return recent(sockets.createSocket());
  }

  @Override
  public Socket createSocket(Socket over, String host, int port, boolean close) throws IOException {
    return recent(sockets.createSocket(over, host, port, close));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return recent(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return recent(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return recent(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return recent(sockets.createSocket(host, port, local, localPort));
  }

  private static Socket recent(Socket socket) {
    if (socket instanceof SSLSocket secured) {
      secured.setEnabledProtocols(VERSIONS);
    }
    return socket;
  }
}
