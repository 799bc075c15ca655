package io.arxos.driver.mqtt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/// Sockets on which a connection never ends in its first second.
///
/// Paho waits, polling and without limit, for its receiving thread to be running; when the other
/// side closes at once (a port forwarder with no broker behind it, a broker that stops) that thread
/// has come and gone before Paho looks, and a thread is lost to every attempt. So the end of a
/// young connection is told a little later.
final class PatientSocketFactory extends SocketFactory {
  private static final long YOUNG_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  @Override
  public Socket createSocket() {
    return new PatientSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("Paho connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    return createSocket(host.getHostAddress(), port);
  }

  private static final class PatientSocket extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new PatientStream(super.getInputStream(), System.nanoTime());
    }
  }

  private static final class PatientStream extends FilterInputStream {
    private final long openedNanos;

    PatientStream(InputStream in, long openedNanos) {
      super(in);
      this.openedNanos = openedNanos;
    }

    @Override
    public int read() throws IOException {
      try {
        return patiently(super.read());
      } catch (IOException e) {
        patiently(-1);
        throw e;
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return patiently(super.read(into, offset, length));
      } catch (IOException e) {
        patiently(-1);
        throw e;
      }
    }

    private int patiently(int result) {
      long young = YOUNG_NANOS_MAX - (System.nanoTime() - openedNanos);
      if (result < 0 && young > 0) {
        try {
          new CountDownLatch(1).await(young, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      return result;
    }
  }
}
