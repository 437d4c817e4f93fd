package io.spanwire.edge.bearer;

/** A token that is not valid. The message is for the log, without any part of the token. */
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 200;

    public TokenRefused(String reason) {
        super(printable(reason), null, false, false);
    }

    /** A claim in the reason must not look like another line of the log. */
    private static String printable(String reason) {
        return reason.replaceAll("\\p{C}", "?").substring(0, Math.min(reason.length(), MAX));
    }
}
