package io.spanwire.edge.budget;

/** A rate: tokens a second on average, and how many at once after a pause. */
public record TokenRate(long burst, long perSecond) {
    private static final long MAX = 10_000_000;

    public TokenRate {
        if (burst < 1 || perSecond < 1 || burst > 10 * MAX || perSecond > MAX) {
            throw new IllegalArgumentException("A rate must be between 1 and " + MAX + " a second");
        }
    }
}
