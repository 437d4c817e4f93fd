package io.spanwire.projections.lane;

/**
 * A subject was forgotten since the lane has cached streams of the batch. The caches are empty now: the same batch can be
 * loaded again.
 */
final class CacheOutdated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CacheOutdated() {
        super("A subject was forgotten", null, false, false);
    }
}
