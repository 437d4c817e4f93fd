package io.spanwire.projections.lane;

/**
 * Bounds of parking.
 *
 * @param mostWaiting commands that may wait in one stream; more are rejected
 * @param page waiting commands that one transaction decides, at most
 */
record ParkedLimits(int mostWaiting, int page) {
    static final ParkedLimits STANDARD = new ParkedLimits(10_000, 500);
}
