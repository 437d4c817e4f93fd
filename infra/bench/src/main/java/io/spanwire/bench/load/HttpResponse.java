package io.spanwire.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An HTTP/1.1 response.
 *
 * @param head status line and header lines, without the empty line
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared or changed
public record HttpResponse(int status, String head, byte[] body) {

    /** The first header with that name. */
    public Optional<String> header(String name) {
        return ResponseHead.value(head, name);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
