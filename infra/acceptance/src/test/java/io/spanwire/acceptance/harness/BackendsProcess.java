package io.spanwire.acceptance.harness;

import io.spanwire.launcher.cli.SpanwireCommandLine;
import io.spanwire.launcher.platform.PartsOnly;

/**
 * The main class of a process that runs only the embedded broker and database, for tests of roles in separate
 * processes.
 */
final class BackendsProcess {
    private BackendsProcess() {}

    public static void main(String[] arguments) {
        System.exit(SpanwireCommandLine.of(new PartsOnly()).execute(arguments));
    }
}
