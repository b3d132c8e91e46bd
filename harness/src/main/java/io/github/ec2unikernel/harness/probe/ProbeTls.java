package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS with a trust of a probe's own. */
final class ProbeTls {

  private ProbeTls() {}

  /**
   * Returns the context for a trust.
   *
   * @throws InputException if its file holds no certificates
   */
  static SSLContext context(Trust trust) {
    Path file = trust.certificates();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (trust.insecure()) {
        context.init(null, new TrustManager[] {new Blind()}, null);
      } else {
        context.init(null, file == null ? null : managers(file), null);
      }
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new InputException(
          "<trust> of a <probe> is " + file + ", from which no certificate can be taken: " + e,
          "Name a PEM file that begins with -----BEGIN CERTIFICATE-----.",
          e);
    }
  }

  private static TrustManager[] managers(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      for (Certificate each : all) {
        store.setCertificateEntry("certificate" + store.size(), each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /**
   * Believes everybody, which a probe has to ask for; of the extended kind, or names are checked.
   */
  private static final class Blind extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
