package io.spanwire.bench.load;

import java.util.Optional;

/** Reads the head of an answer (RFC 9112), as much as a measurement needs. */
final class ResponseHead {
    private static final String NAME = "content-length";
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private ResponseHead() {}

    static int status(String head) {
        return Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3));
    }

    /** The length of the body; answers in chunks are not for this reader. */
    static int length(String head) {
        return value(head, NAME).map(Integer::parseInt).orElseGet(() -> status(head) == 204 ? 0 : refuse(head));
    }

    private static int refuse(String head) {
        throw new IllegalStateException("no content-length: " + head);
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
