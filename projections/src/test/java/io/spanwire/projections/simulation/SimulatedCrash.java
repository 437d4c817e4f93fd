package io.spanwire.projections.simulation;

/** Ends a simulated thread at once, as the crash of its process would. */
final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash() {
        super("crashed", null, false, false);
    }
}
