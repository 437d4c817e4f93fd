package io.spanwire.projections.transfer;

/** A token was given that belongs to another history than the one to export. */
public final class OtherEpoch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherEpoch(String message) {
        super(message);
    }
}
