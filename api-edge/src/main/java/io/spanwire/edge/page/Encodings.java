package io.spanwire.edge.page;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The compressed forms of a page, the smallest first. */
final class Encodings {
    /** Below, a response fits into one packet anyway. */
    private static final int MIN_COMPRESSED = 1_024;

    private Encodings() {}

    /** By the name of the content coding; none if the page is short or no text. */
    static Map<String, Buffer> of(byte[] body, String type) {
        Map<String, Buffer> encodings = new LinkedHashMap<>();
        if (isText(type) && body.length >= MIN_COMPRESSED) {
            Brotli.compress(body).ifPresent(bytes -> encodings.put("br", Buffer.buffer(bytes)));
            encodings.put("gzip", Buffer.buffer(gzip(body)));
            encodings.values().removeIf(bytes -> bytes.length() >= body.length);
        }
        return encodings;
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("svg");
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException("An array cannot be written", impossible);
        }
        return bytes.toByteArray();
    }
}
