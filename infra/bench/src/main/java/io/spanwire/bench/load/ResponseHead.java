package io.spanwire.bench.load;

import java.util.Optional;

/** Parses the fields of a response head (RFC 9112) that the bench needs. */
final class ResponseHead {
    private static final int STATUS_START = "HTTP/1.1 ".length();

    private ResponseHead() {}

    static int status(String head) {
        return Integer.parseInt(head.substring(STATUS_START, STATUS_START + 3));
    }

    /** The length of the body; chunked responses are not supported. */
    static int bodyLength(String head) {
        if (status(head) == 204) {
            return 0;
        }
        return value(head, "content-length")
                .map(Integer::parseInt)
                .orElseThrow(() -> new IllegalStateException("no content-length: " + head));
    }

    static Optional<String> value(String head, String name) {
        int line = head.indexOf("\r\n") + 2;
        while (line > 1) {
            int end = head.indexOf("\r\n", line);
            int last = end < 0 ? head.length() : end;
            if (head.regionMatches(true, line, name, 0, name.length()) && head.charAt(line + name.length()) == ':') {
                return Optional.of(
                        head.substring(line + name.length() + 1, last).strip());
            }
            line = end + 2;
        }
        return Optional.empty();
    }
}
