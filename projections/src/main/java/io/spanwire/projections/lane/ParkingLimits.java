package io.spanwire.projections.lane;

/**
 * Bounds of parking.
 *
 * @param maxWaiting commands that may wait in one stream; more are rejected
 * @param page waiting commands that one transaction decides, at most
 */
record ParkingLimits(int maxWaiting, int page) {
    static final ParkingLimits STANDARD = new ParkingLimits(10_000, 500);
}
