package io.spanwire.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spanwire.bench.process.TaskUsage.Task;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskUsageTest {
    private static final Path LANE = Path.of("lane");
    private static final Path OLD_COMPILER = Path.of("old");
    private static final Path NEW_COMPILER = Path.of("new");
    private static final Path POSTGRES = Path.of("postgres");

    @Test
    void differencesAreTakenTaskByTask() {
        TaskUsage before = new TaskUsage(
                Map.of(
                        LANE, new Task(ServerPart.LANES, new PartUsage(2, 100)),
                        OLD_COMPILER, new Task(ServerPart.COMPILERS, new PartUsage(5, 70)),
                        POSTGRES, new Task(ServerPart.POSTGRES, new PartUsage(9, 40))),
                7);
        TaskUsage after = new TaskUsage(
                Map.of(
                        LANE, new Task(ServerPart.LANES, new PartUsage(4, 160)),
                        NEW_COMPILER, new Task(ServerPart.COMPILERS, new PartUsage(1, 8)),
                        POSTGRES, new Task(ServerPart.POSTGRES, new PartUsage(10, 50))),
                11);

        UsageByPart usage = after.since(before, 10);

        assertThat(usage.of(ServerPart.LANES)).isEqualTo(new PartUsage(0.2, 6));
        assertThat(usage.of(ServerPart.COMPILERS)).isEqualTo(new PartUsage(0.1, 0.8));
        assertThat(usage.of(ServerPart.POSTGRES)).isEqualTo(new PartUsage(0.1, 1));
        // The old compiler thread used one second before it ended.
        assertThat(usage.of(ServerPart.REST)).isEqualTo(new PartUsage(0.1, 0));
        assertThat(usage.total().cpuSeconds()).isEqualTo(0.5, within(1e-9));
    }
}
