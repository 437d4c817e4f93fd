package io.spanwire.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {
    @Test
    void measuresTimeAndMemoryOfThisProcess() {
        ProcessTree tree = new ProcessTree(List.of(ProcessHandle.current()));

        assertThat(tree.cpuSeconds()).isBetween(0.05, 1000.0);
        assertThat(tree.jvmResidentBytes()).isGreaterThan(10L << 20);
        assertThat(tree.proportionalBytes()).isGreaterThan(10L << 20);
        assertThat(tree.processes()).isPositive();
    }

    @Test
    void usageByPartAddsUpToTheProcess() {
        ProcessTree tree = new ProcessTree(List.of(ProcessHandle.current()));
        TaskUsage start = new TaskUsage(Map.of(), 0);
        UsageByPart usage = tree.usage().since(start, 1);

        assertThat(usage.total().cpuSeconds()).isBetween(0.05, tree.cpuSeconds() + 0.1);
        assertThat(usage.of(ServerPart.COMPILERS).cpuSeconds()).isPositive();
        assertThat(usage.of(ServerPart.COMPILERS).switches()).isPositive();
    }

    @Test
    void countsRunningChildrenOnly() throws Exception {
        ProcessTree tree = new ProcessTree(List.of(ProcessHandle.current()));
        Process child = new ProcessBuilder("sh", "-c", "read line").start();

        assertThat(tree.processes()).isGreaterThan(1);

        child.destroy();
        child.waitFor();
        assertThat(ProcessFile.ticks(child.pid(), true)).isZero();
    }
}
