package io.spanwire.projections.journal;

/** It was a statement of Spanwire's own that failed, not one of a domain's projection. */
final class OwnStatementFailed extends Exception {
    private static final long serialVersionUID = 1L;

    OwnStatementFailed(Throwable cause) {
        super(null, cause, false, false);
    }
}
