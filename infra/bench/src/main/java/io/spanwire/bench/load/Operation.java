package io.spanwire.bench.load;

import io.vertx.core.Future;

/** One thing to do, told apart by its number; its future completes when it is done, and fails when it went wrong. */
@FunctionalInterface
public interface Operation {
    Future<?> run(long number);
}
