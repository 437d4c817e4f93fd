package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands say of wrong usage, before they ask any server. */
class CommandUsageTest {
    private static final String NOWHERE = "http://127.0.0.1:1";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void mistypedCommandIsSuggested() {
        assertThat(execute("tial")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains("no command tial", "Did you mean spanwire tail?");
        assertThat(execute("parked", "rety")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("Did you mean spanwire parked retry?");
    }

    @Test
    void retryTakesAStreamOrAll() {
        assertThat(execute("parked", "retry")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(execute("parked", "retry", "chat/general", "--all")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains("either a stream or --all");
    }

    @Test
    void wrongUsageAndInvalidStreamHaveDifferentExitCodes() {
        assertThat(execute("tail")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(execute("tail", "nonsense", "--token", "abc", "--url", NOWHERE))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("type/key");
    }

    @Test
    void parkedNeedsSubcommandAndValidStream() {
        assertThat(execute("parked")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(execute("parked", "retry", "nonsense")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(err.toString()).contains("Missing required subcommand", "type/key");
    }

    @Test
    void withoutAServerTheMissingFlagIsNamedOnce(@TempDir Path folder) {
        assertThat(execute("send", "chat/general", "post-message", "{}", "--data", folder.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(err.toString().lines())
                .containsExactly(
                        "No server has run on the data folder " + folder + ".",
                        "  Give the server's folder with --data, or its address with --url.");
    }

    @Test
    void showRefusesWrongUse() {
        assertThat(execute("show", "chat/general", "--version", "3", "--at", "2026-11-22T10:00:00Z"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--version", "mutually exclusive");
        assertThat(execute("show", "chat/general", "--at", "yesterday", "--url", NOWHERE))
                .isEqualTo(1);
        assertThat(err.toString()).contains("The value of --at is invalid.");
        assertThat(execute("show", "general", "--url", NOWHERE)).isEqualTo(1);
        assertThat(execute("show")).isEqualTo(2);
        assertThat(execute("diff", "chat/general", "1")).isEqualTo(2);
    }

    private int execute(String... arguments) {
        return SpanwireCommandLine.create()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
