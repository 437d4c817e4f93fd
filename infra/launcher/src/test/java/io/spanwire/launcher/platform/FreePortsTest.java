package io.spanwire.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FreePortsTest {
    private final Path data;

    FreePortsTest(@TempDir Path folder) {
        this.data = folder.resolve("data");
    }

    @Test
    void serverWithATakenPortStartsNeitherKafkaNorPostgres() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            Settings settings = settings(taken.getLocalPort());

            assertThatThrownBy(() -> Foundation.startServer(settings, ProgressListener.SILENT))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("localhost:" + taken.getLocalPort());
            assertThat(data.resolve("kafka")).doesNotExist();
            assertThat(data.resolve("postgres")).doesNotExist();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void processOnAPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertThat(ListeningProcess.on(taken.getLocalPort()).orElseThrow())
                    .startsWith("process " + ProcessHandle.current().pid() + " (java");
        }
    }

    @Test
    void freePortAndAnyPortPass() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            port = free.getLocalPort();
        }

        assertThatCode(() -> FreePorts.require(settings(port))).doesNotThrowAnyException();
        assertThatCode(() -> FreePorts.require(settings(0))).doesNotThrowAnyException();
    }

    private Settings settings(int port) {
        Map<String, String> flags = Map.of("data", data.toString(), "port", Integer.toString(port));
        return SettingsReader.read(BackendMode.EMBEDDED, new SettingSources(Optional.empty(), Map.of(), flags));
    }
}
