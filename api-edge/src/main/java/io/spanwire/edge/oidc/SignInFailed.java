package io.spanwire.edge.oidc;

/** A sign-in that did not work. The message is for the log; the browser is told only whether to try again later. */
final class SignInFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 200;

    private final int status;

    private SignInFailed(int status, String reason) {
        super(reason.replaceAll("\\p{C}", "?").substring(0, Math.min(reason.length(), MAX)), null, false, false);
        this.status = status;
    }

    static SignInFailed refused(String reason) {
        return new SignInFailed(400, reason);
    }

    static SignInFailed unavailable(String reason) {
        return new SignInFailed(503, reason);
    }

    int status() {
        return status;
    }
}
