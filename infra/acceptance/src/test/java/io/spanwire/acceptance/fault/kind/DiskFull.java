package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.SmallDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** The disk of the broker or the database is full for a while; heal frees space and restarts what has ended. */
public final class DiskFull implements Fault {
    private static final String ERROR = "No space left on device";

    private final String name;
    private final SmallDisk disk;
    private final Supplier<String> log;
    private final Restart restart;
    private int errors;
    private boolean filled;

    /** Starts the backend again if it has ended. */
    @FunctionalInterface
    public interface Restart {
        void run() throws IOException, InterruptedException;
    }

    /** @param log the log that reports failed writes */
    public DiskFull(String backend, SmallDisk disk, Supplier<String> log, Restart restart) {
        this.name = backend + "'s disk is full";
        this.disk = disk;
        this.log = log;
        this.restart = restart;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() throws IOException {
        errors = countErrors();
        disk.fill();
        filled = true;
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(12);
    }

    @Override
    public void heal() throws IOException, InterruptedException {
        if (filled) {
            filled = false;
            errors = countErrors() - errors;
            disk.free();
            restart.run();
        }
    }

    @Override
    public String prove() {
        assertThat(errors).as("errors of a full disk").isPositive();
        return name + ": " + errors + " errors";
    }

    private int countErrors() {
        return log.get().split(ERROR, -1).length - 1;
    }
}
