package io.spanwire.edge.bearer;

/** The provider's keys cannot be fetched, and none were fetched before. */
public final class KeysUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public KeysUnavailable(String reason) {
        super(reason, null, false, false);
    }
}
