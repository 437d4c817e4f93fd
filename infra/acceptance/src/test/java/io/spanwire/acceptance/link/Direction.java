package io.spanwire.acceptance.link;

/** Of a link: from whoever connected to whoever listens, or back. */
public enum Direction {
    REQUESTS,
    REPLIES;

    public Direction opposite() {
        return this == REQUESTS ? REPLIES : REQUESTS;
    }
}
