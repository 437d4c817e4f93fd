package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OperatorAuditTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void commandAndItsOutcomeAreRecorded(@TempDir Path data) throws Exception {
        int code = run("token", "create", "robot", "--role", "writer", "--expires", "2h", "--data", data.toString());

        assertThat(code).as(errors.toString()).isZero();
        List<JsonNode> lines = lines(data);
        assertThat(lines).extracting(line -> line.path("outcome").asText()).containsExactly("begun", "done");
        assertThat(lines.get(0).path("event").asText()).isEqualTo("operator-command");
        assertThat(lines.get(0).path("detail").asText())
                .startsWith("token create robot")
                .contains("--role writer", "--expires 2h");
        assertThat(lines.get(0).path("user").asText()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void failureIsRecordedWithItsAuthorButNoSecret(@TempDir Path data) throws Exception {
        int code = run(
                "close",
                "chat/general",
                "--by",
                "Ann",
                "--data",
                data.toString(),
                "--set",
                "database.reader-password=hunter2");

        assertThat(code).isNotZero();
        List<JsonNode> lines = lines(data);
        assertThat(lines).extracting(line -> line.path("outcome").asText()).containsExactly("begun", "failed");
        assertThat(lines.get(1).path("subject").asText()).isEqualTo("Ann");
        assertThat(lines.get(1).path("detail").asText())
                .contains("close chat/general", "--set database.reader-password")
                .doesNotContain("hunter2");
    }

    @Test
    void whatOnlyReadsIsNotRecorded(@TempDir Path data) throws Exception {
        run("token", "list", "--data", data.toString());
        run("archive", "--dry-run", "--data", data.toString());
        run("forget", "--help");
        run("settings");
        run("token");

        assertThat(data.resolve("logs")).doesNotExist();
    }

    private int run(String... arguments) {
        CommandLine command = SpanwireCommandLine.create();
        command.setErr(new PrintWriter(errors));
        command.setOut(new PrintWriter(new StringWriter()));
        return command.execute(arguments);
    }

    private static List<JsonNode> lines(Path data) throws Exception {
        return Files.readAllLines(data.resolve("logs").resolve("audit.log")).stream()
                .map(Json::parse)
                .toList();
    }
}
