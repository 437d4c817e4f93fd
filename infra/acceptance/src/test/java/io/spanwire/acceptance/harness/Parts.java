package io.spanwire.acceptance.harness;

import io.spanwire.launcher.cli.CommandLines;
import io.spanwire.launcher.platform.PartsOnly;

/** Main class of a process that holds broker and database and nothing else, for tests of roles in processes of their own. */
final class Parts {
    private Parts() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(new PartsOnly()).execute(arguments));
    }
}
