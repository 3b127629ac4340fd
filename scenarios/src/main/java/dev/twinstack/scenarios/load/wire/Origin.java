package dev.twinstack.scenarios.load.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Who is talked to.
 *
 * @param authority as the {@code Host} header has it
 */
record Origin(boolean tls, String host, int port, String authority) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** {@return the origin of {@code http://host:port}} */
    static Origin of(String url) {
        URI uri = URI.create(url);
        boolean tls = "https".equals(uri.getScheme());
        String host = uri.getHost();
        if (host == null || !tls && !"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException("not an http or https URL: " + url);
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS : HTTP;
        return new Origin(tls, bare, port, uri.getRawAuthority());
    }

    /** {@return an open socket; over TLS the certificate is checked against the host} */
    Socket connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return tls ? secured(plain) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
