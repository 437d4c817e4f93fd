package io.spanwire.launcher;

import io.spanwire.edge.server.HttpsOptions;
import io.spanwire.launcher.cli.SpanwireCommandLine;

/** The main class of the executable jar. Exit codes: 0 done, 1 refused or failed, 2 wrong usage. */
public final class Spanwire {

    private Spanwire() {}

    public static void main(String[] arguments) {
        HttpsOptions.hardenTls(System.getProperty(HttpsOptions.GROUPS, HttpsOptions.STRONG_GROUPS));
        System.exit(SpanwireCommandLine.create().execute(arguments));
    }
}
