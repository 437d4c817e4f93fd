package io.spanwire.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A TLS connection on which a test writes what it likes. */
final class RawConnection implements AutoCloseable {
    final SSLSocket socket;

    private RawConnection(SSLSocket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) TestBrowser.TIMEOUT.toMillis());
    }

    static RawConnection open(TestEdge edge) throws IOException {
        return open(edge, "http/1.1");
    }

    /** Speaks this protocol, {@code h2} or {@code http/1.1}. */
    static RawConnection open(TestEdge edge, String protocol) throws IOException {
        return over(new Socket("localhost", edge.frontend.port()), protocol);
    }

    /** TLS over a connection on which something was sent before. */
    static RawConnection over(Socket plain, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket)
                TestBrowser.trusting().getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        return new RawConnection(socket);
    }

    /** Sends one byte per character. */
    RawConnection send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Reads until the server closes, one character per byte; fails when it does not close. */
    String readAll() throws IOException {
        return new String(readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    byte[] readAllBytes() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("The server does not close the connection after: " + read, open);
        } catch (IOException reset) {
            // Closed as well.
        }
        return read.toByteArray();
    }

    /** Reads until this text has come; false if the server closes before. */
    boolean readUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (read.append((char) next).indexOf(text) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Reads the head of a response and, if it has a length, its body. */
    String readResponse() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("The server closed after: " + head);
            }
            head.append((char) next);
        }
        String length = head.toString().replaceAll("(?is).*\r\ncontent-length: (\\d+)\r\n.*", "$1");
        byte[] body = length.matches("\\d+") ? in.readNBytes(Integer.parseInt(length)) : new byte[0];
        return head + new String(body, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
