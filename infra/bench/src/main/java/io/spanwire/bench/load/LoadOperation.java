package io.spanwire.bench.load;

import io.vertx.core.Future;

/** One thing to do, told apart by its number; its future completes when it is done, and fails when it went wrong. */
@FunctionalInterface
public interface LoadOperation {
    Future<?> run(long number);
}
