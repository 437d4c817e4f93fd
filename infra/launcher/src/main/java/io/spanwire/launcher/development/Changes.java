package io.spanwire.launcher.development;

import io.spanwire.edge.development.Development;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The latest change of a project, as pages see it. The first number differs from that of another process. */
final class Changes implements Development {
    private final AtomicLong generation = new AtomicLong(System.currentTimeMillis());
    private volatile Optional<String> problem = Optional.empty();

    @Override
    public long generation() {
        return generation.get();
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    /** Something else runs, or pages have changed. */
    void running() {
        problem = Optional.empty();
        generation.incrementAndGet();
    }

    void failed(String reason) {
        problem = Optional.of(reason);
    }
}
