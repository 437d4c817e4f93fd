package io.spanwire.projections.lane;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whether a lane's start has come to its end: it decides, or never will. Told by one thread, asked by any. */
final class LaneReadiness {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    CompletionStage<Void> stage() {
        return ready;
    }

    boolean known() {
        return ready.isDone();
    }

    void reached() {
        ready.complete(null);
    }

    /** A start must not wait for what will not come. */
    void never(RuntimeException trouble) {
        ready.completeExceptionally(trouble);
    }
}
