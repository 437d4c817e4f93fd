package io.spanwire.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseStartTest {
    @Test
    void dataOfAnotherPostgresAreRefusedByVersion(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> DatabaseStart.refuseOtherVersion(data))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("PostgreSQL 16")
                .hasMessageContaining("PostgreSQL " + DatabaseStart.VERSION);
    }

    @Test
    void ownDataAndNoDataPass(@TempDir Path data) throws Exception {
        assertThatCode(() -> DatabaseStart.refuseOtherVersion(data)).doesNotThrowAnyException();
        Files.writeString(data.resolve("PG_VERSION"), DatabaseStart.VERSION + "\n");
        assertThatCode(() -> DatabaseStart.refuseOtherVersion(data)).doesNotThrowAnyException();
    }
}
