package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Wrong uses of archive, close and reopen that are refused before anything is connected to. */
class ArchiveUsageTest {
    private final StringWriter err = new StringWriter();

    @Test
    void wrongNamesAndAgesAreExplained() {
        assertThat(run("archive", "chat")).isEqualTo(1);
        assertThat(err.toString()).contains("chat names no streams.", "a type (chat/*)");
        assertThat(run("archive", "--older-than", "soon")).isEqualTo(1);
        assertThat(err.toString()).contains("soon is no age.", "--older-than 90d");
        assertThat(run("reopen", "chat")).isEqualTo(1);
        assertThat(err.toString()).contains("chat is not the name of a stream.");
    }

    @Test
    void closeNeedsAStreamAndAReasonOfOneLine() {
        assertThat(run("close")).isEqualTo(2);
        assertThat(err.toString()).contains("Give a stream, or --list.");
        assertThat(run("close", "chat/general", "--reason", "one\ntwo")).isEqualTo(1);
        assertThat(run("close", "chat/general", "--reason", "x".repeat(501))).isEqualTo(1);
        assertThat(err.toString()).contains("Give one line of at most 500 characters.");
    }

    @Test
    void unknownFolderIsExplained() {
        for (String command : new String[] {"archive", "close", "reopen"}) {
            assertThat(run(command, "chat/general", "--data", "target/no-such-folder"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("Give the folder of a running Spanwire with --data");
            err.getBuffer().setLength(0);
        }
    }

    private int run(String... arguments) {
        CommandLine line = SpanwireCommandLine.create();
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
