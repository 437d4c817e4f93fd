package io.spanwire.bench.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Builds HTTP/1.1 requests as bytes. */
public final class HttpRequests {
    private HttpRequests() {}

    /** The start of a POST request; {@link #body} is its end. */
    static Buffer post(int port, String path, String headers) {
        return ascii("POST " + path + " HTTP/1.1\r\n" + commonHeaders(port) + "Content-Type: application/json\r\n"
                + headers);
    }

    /** A complete GET request. */
    public static Buffer get(int port, String path, Guest guest) {
        return ascii("GET " + path + " HTTP/1.1\r\n" + commonHeaders(port) + "Accept: application/json\r\n"
                + guest.headers() + "\r\n");
    }

    /** Content-Length, empty line and body: the end of a {@link #post}. */
    static Buffer body(String json) {
        return ascii("Content-Length: " + json.length() + "\r\n\r\n" + json);
    }

    private static String commonHeaders(int port) {
        String authority = LoadGenerator.HOST + ":" + port;
        return "Host: " + authority + "\r\nOrigin: https://" + authority + "\r\n";
    }

    private static Buffer ascii(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
