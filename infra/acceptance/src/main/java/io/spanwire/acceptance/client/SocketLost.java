package io.spanwire.acceptance.client;

/** The connection could not be made, or is gone; {@code code} is the close code when there was one, else 1006. */
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
