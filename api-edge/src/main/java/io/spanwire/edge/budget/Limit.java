package io.spanwire.edge.budget;

/** What is limited. The text is a label of the metric of refusals. */
public enum Limit {
    CONNECTIONS("connections"),
    HANDSHAKES("handshakes"),
    SOCKETS("sockets"),
    FEEDS("feeds"),
    READS("reads"),
    COMMANDS("commands"),
    SIGN_INS("sign-ins"),
    BUFFERED_BYTES("buffered-bytes");

    private final String text;

    Limit(String text) {
        this.text = text;
    }

    /** The name in metrics and problems. */
    public String text() {
        return text;
    }

    /** Whose limit it is. */
    public enum Scope {
        NODE("server"),
        ADDRESS("address"),
        CALLER("caller");

        private final String text;

        Scope(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
