package io.spanwire.launcher.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @Test
    void secondClaimIsRefusedAndNamesHolder(@TempDir Path parent) {
        Path folder = parent.resolve("a b");
        String pid = Long.toString(ProcessHandle.current().pid());
        try (DataFolder first = DataFolder.claim(folder)) {
            assertThat(first.path()).isDirectory();

            assertThatThrownBy(() -> DataFolder.claim(folder))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("process " + pid);
        }
    }

    @Test
    void canBeClaimedAgainAfterClose(@TempDir Path folder) {
        DataFolder.claim(folder).close();

        DataFolder.claim(folder).close();
    }

    @Test
    void onlyOwnerCanOpenFolder(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("data");
        try (DataFolder claimed = DataFolder.claim(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(claimed.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void secretsStaySameAndPrivate(@TempDir Path folder) throws Exception {
        String first = Secrets.in(folder).secret("session");
        String again = Secrets.in(folder).secret("session");

        assertThat(again).isEqualTo(first).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("session"))))
                .isEqualTo("rw-------");
    }
}
