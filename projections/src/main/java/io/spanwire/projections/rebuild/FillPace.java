package io.spanwire.projections.rebuild;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The pauses of a rebuild while lanes are busy, so that commands keep most of the machine. Thread-safe.
 */
final class FillPace {
    /** A pause is this many times as long as the window before it took. */
    private static final int PAUSE = 3;

    private static final long MAX_PAUSE_NANOS = 500_000_000;

    private final LongSupplier batches;

    /** @param batches how many batches the lanes of this process have committed */
    FillPace(LongSupplier batches) {
        this.batches = batches;
    }

    /** Call before a window, and its {@link Window#end} after it. */
    Window start() {
        return new Window(System.nanoTime(), batches.getAsLong());
    }

    /** The time that a window takes. */
    final class Window {
        private final long started;
        private final long committed;

        private Window(long started, long committed) {
            this.started = started;
            this.committed = committed;
        }

        /** Pauses if the lanes have committed a batch since the start. */
        void end() {
            if (batches.getAsLong() != committed) {
                long taken = System.nanoTime() - started;
                LockSupport.parkNanos(Math.min(PAUSE * taken, MAX_PAUSE_NANOS));
            }
        }
    }
}
