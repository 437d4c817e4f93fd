package io.spanwire.projections.lane;

/**
 * The limits of parking.
 *
 * @param maxWaiting the maximum number of waiting commands of a stream; more are rejected
 * @param page the maximum number of waiting commands that one transaction decides
 */
record ParkingLimits(int maxWaiting, int page) {
    static final ParkingLimits STANDARD = new ParkingLimits(10_000, 500);
}
