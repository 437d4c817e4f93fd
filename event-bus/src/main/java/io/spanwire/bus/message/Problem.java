package io.spanwire.bus.message;

import java.util.List;

/**
 * An RFC 9457 problem. The code is the last part of the type, {@code /problems/<code>}, and never changes its meaning;
 * the detail is for people and never contains an exception's text.
 *
 * @param status the HTTP status of the response
 * @param errors the invalid places in the body, for {@code invalid}; else empty
 */
public record Problem(String code, int status, String title, String detail, List<Pointer> errors) {

    /** One error in a JSON document: an RFC 6901 pointer (without {@code #}) and its explanation. */
    public record Pointer(String pointer, String detail) {}

    public Problem {
        if (!code.matches("[a-z][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("A problem code is [a-z][a-z0-9-]{0,63}, not " + code);
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("A problem has a status of 400 to 599, not " + status);
        }
        errors = List.copyOf(errors);
    }

    /** A problem without pointers. */
    public static Problem of(String code, int status, String title, String detail) {
        return new Problem(code, status, title, detail, List.of());
    }

    /** The same problem with another detail. */
    public Problem because(String explanation) {
        return new Problem(code, status, title, explanation, errors);
    }

    /** The same problem with these places in the body or query. */
    public Problem withErrors(List<Pointer> places) {
        return new Problem(code, status, title, detail, places);
    }

    /** The relative URI that names the kind of problem. */
    public String type() {
        return "/problems/" + code;
    }
}
