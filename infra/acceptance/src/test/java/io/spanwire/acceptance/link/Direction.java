package io.spanwire.acceptance.link;

/** The direction of traffic on a link: requests go from the connecting side to the listening side, replies back. */
public enum Direction {
    REQUESTS,
    REPLIES;

    public Direction opposite() {
        return this == REQUESTS ? REPLIES : REQUESTS;
    }
}
