package io.spanwire.projections.lane;

import io.spanwire.projections.relay.WrongHistory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whether a lane's start has come to its end: it decides, or never will. Told by one thread, asked by any. */
final class Readiness {
    private static final int WRONG_FOR_GOOD = 3;

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private int wrongHistories;

    CompletionStage<Void> stage() {
        return ready;
    }

    boolean known() {
        return ready.isDone();
    }

    void reached() {
        ready.complete(null);
    }

    /** Twice may be chance, another worker going on; three times is another history, and a start must not wait for it. */
    void delayed(RuntimeException trouble) {
        wrongHistories = trouble instanceof WrongHistory ? wrongHistories + 1 : 0;
        if (wrongHistories >= WRONG_FOR_GOOD) {
            ready.completeExceptionally(trouble);
        }
    }
}
