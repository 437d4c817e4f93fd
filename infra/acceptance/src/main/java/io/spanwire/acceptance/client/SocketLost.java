package io.spanwire.acceptance.client;

/** The connection failed or has ended; {@code code} is the close code, or 1006 if there was none. */
public final class SocketLost extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    SocketLost(int code, String reason) {
        super(code + " " + reason);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
