package io.spanwire.launcher.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferFilesTest {
    private static final String TEXT = "{\"line\":1}\n".repeat(50_000);

    private Path file;
    private Path part;

    @BeforeEach
    void name(@TempDir Path folder) {
        file = folder.resolve("history.ndjson");
        part = folder.resolve("history.ndjson.part");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fileIsReadAsItWasWritten(boolean zstd) throws Exception {
        write(TEXT, false, zstd);

        assertThat(read()).isEqualTo(TEXT);
        assertThat(part).doesNotExist();
        assertThat(Files.size(file) < TEXT.length()).isEqualTo(zstd);
    }

    @Test
    void fileGetsItsNameWhenItIsComplete() throws Exception {
        try (OutputFile output = OutputFile.create(file, false, false)) {
            output.stream().write(1);

            assertThat(file).doesNotExist();
            assertThat(part).exists();
        }

        assertThat(file).doesNotExist();
        assertThat(part).doesNotExist();
    }

    @Test
    void existingFileIsReplacedOnlyByForce() throws Exception {
        write("old", false, false);

        assertThatThrownBy(() -> OutputFile.create(file, false, false))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("exists");
        try (OutputFile failed = OutputFile.create(file, true, false)) {
            failed.stream().write(1);
        }
        assertThat(read()).isEqualTo("old");
        write("new", true, false);
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void leftoverOfAKilledExportIsReplaced() throws Exception {
        Files.writeString(part, "half");

        write("whole", false, false);

        assertThat(read()).isEqualTo("whole");
    }

    @Test
    void truncatedFrameIsAnErrorAndNoEnd() throws Exception {
        write(TEXT, false, true);
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - 5));

        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    }

    @Test
    void readPartIsKnown() throws Exception {
        write(TEXT, false, false);

        try (InputFile input = InputFile.open(file.toString())) {
            assertThat(input.done().orElseThrow()).isLessThan(0.5);
            input.stream().readAllBytes();
            assertThat(input.done().orElseThrow()).isEqualTo(1);
        }
    }

    @Test
    void shortFilesAndMissingFilesAreNotConfused() throws Exception {
        Files.writeString(file, "ab");

        assertThat(read()).isEqualTo("ab");
        assertThatThrownBy(() -> InputFile.open(file + "x")).isInstanceOf(UserFacingException.class);
    }

    private void write(String text, boolean force, boolean zstd) throws IOException {
        try (OutputFile output = OutputFile.create(file, force, zstd)) {
            output.stream().write(text.getBytes(StandardCharsets.UTF_8));
            output.complete();
        }
    }

    private String read() throws IOException {
        try (InputFile input = InputFile.open(file.toString())) {
            return new String(input.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
