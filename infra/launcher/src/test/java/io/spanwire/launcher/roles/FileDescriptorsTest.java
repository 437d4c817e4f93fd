package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileDescriptorsTest {
    @Test
    void connectionsLeaveDescriptorsForTheRest() {
        assertThat(FileDescriptors.lowered(30_000, 1_048_576)).isEqualTo(30_000);
        assertThat(FileDescriptors.lowered(30_000, 20_000)).isEqualTo(18_000);
        assertThat(FileDescriptors.lowered(30_000, 1_024)).isEqualTo(512);
        assertThat(FileDescriptors.lowered(100, 1_024)).isEqualTo(100);
    }
}
