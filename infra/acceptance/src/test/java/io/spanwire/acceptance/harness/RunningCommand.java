package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.time.Duration;

/** A command of the program that runs while the test goes on. */
public final class RunningCommand {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ServerProcess process;

    RunningCommand(ServerProcess process) {
        this.process = process;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output and standard error so far. */
    public String output() {
        return process.output();
    }

    /** Sends a signal by its name and waits for the end; returns the exit code. */
    public int end(String signal) throws IOException, InterruptedException {
        process.signal(signal);
        return process.awaitExit(TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("The command did not end after SIG" + signal));
    }
}
