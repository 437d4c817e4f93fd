package io.spanwire.edge.state;

import java.time.Duration;

/**
 * The limits of folding on one node.
 *
 * @param running folds at the same time
 * @param waiting folds that wait for their turn; further ones are refused as unavailable
 * @param timeout of one fold, with its wait
 */
public record FoldLimits(int running, int waiting, Duration timeout) {
    /** Four at a time, 256 waiting, 20 seconds. */
    public static FoldLimits standard() {
        return new FoldLimits(4, 256, Duration.ofSeconds(20));
    }
}
