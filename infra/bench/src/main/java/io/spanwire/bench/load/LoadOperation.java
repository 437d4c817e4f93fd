package io.spanwire.bench.load;

import io.vertx.core.Future;

/** An operation under load, identified by its number; its future fails when the operation fails. */
@FunctionalInterface
public interface LoadOperation {
    Future<?> run(long number);
}
