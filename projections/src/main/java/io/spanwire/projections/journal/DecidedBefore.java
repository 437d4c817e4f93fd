package io.spanwire.projections.journal;

/**
 * A command of the transaction has an outcome already, which its lane has not looked up, or another lane has stored it
 * meanwhile. Nothing was stored; the connection can be used again.
 */
public final class DecidedBefore extends DatabaseUnavailable {
    private static final long serialVersionUID = 1L;

    DecidedBefore(Throwable cause) {
        super("A command has an outcome already", cause);
    }
}
