package io.spanwire.acceptance.harness;

import io.spanwire.launcher.cli.SpanwireCommandLine;
import io.spanwire.launcher.platform.PartsOnly;

/** Main class of a process that holds broker and database and nothing else, for tests of roles in processes of their own. */
final class BackendsProcess {
    private BackendsProcess() {}

    public static void main(String[] arguments) {
        System.exit(SpanwireCommandLine.of(new PartsOnly()).execute(arguments));
    }
}
