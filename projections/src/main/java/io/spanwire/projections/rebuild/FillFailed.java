package io.spanwire.projections.rebuild;

/** Tables cannot be filled from the events, and could not be if it were tried again; the message is for operators. */
final class FillFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FillFailed(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
