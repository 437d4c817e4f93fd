package io.spanwire.projections.transfer;

/** Follows an export. Called often, by one thread. */
@FunctionalInterface
public interface TransferListener {
    /** @param done the part of the work that is done, 0 to 1 */
    void progress(long events, double done);
}
