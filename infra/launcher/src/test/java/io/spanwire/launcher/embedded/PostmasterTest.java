package io.spanwire.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {

    @Test
    void pidOfAnotherProgramIsNotTheServer(@TempDir Path data) throws Exception {
        Path pidFile = write(data, ProcessHandle.current().pid());

        new Postmaster(data).stopLeftover();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void pidFileOfDeadServerStaysForPostgres(@TempDir Path data) throws Exception {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .start();
        ended.waitFor();
        Path pidFile = write(data, ended.pid());

        new Postmaster(data).stopLeftover();

        assertThat(pidFile).exists();
    }

    private static Path write(Path data, long pid) throws Exception {
        return Files.writeString(data.resolve("postmaster.pid"), pid + "\n" + data + "\n1000000000\n");
    }
}
