package io.spanwire.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFileTest {
    private static final String STAT =
            "4711 (a) thread (1) S 1 4711 4711 0 -1 4194560 2310 99 0 0 150 25 7 3 20 0 54 0";

    @Test
    void timesFollowTheNameWhateverItContains() {
        assertThat(ProcessFile.ticks(STAT, false)).isEqualTo(175);
        assertThat(ProcessFile.ticks(STAT, true)).isEqualTo(185);
    }

    @Test
    void usageHasTimeAndVoluntarySwitches(@TempDir Path task) throws IOException {
        Files.writeString(task.resolve("stat"), STAT);
        Files.writeString(
                task.resolve("status"), "Name:\ta\nvoluntary_ctxt_switches:\t42\nnonvoluntary_ctxt_switches:\t9\n");

        assertThat(ProcessFile.usage(task)).isEqualTo(new PartUsage(1.75, 42));
    }

    @Test
    void endedTaskHasUsedNothing(@TempDir Path task) {
        assertThat(ProcessFile.usage(task.resolve("ended"))).isEqualTo(PartUsage.NONE);
    }
}
