package io.spanwire.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        UsageByPart before = tree.usage();

        assertThat(before.total().cpuSeconds()).isBetween(0.05, tree.cpuSeconds() + 0.1);
        assertThat(before.of(ServerPart.COMPILERS).cpuSeconds()).isPositive();
        assertThat(before.of(ServerPart.BROKER)).isEqualTo(PartUsage.NONE);
        assertThat(tree.usage().since(before, 1).total().cpuSeconds()).isBetween(0.0, 10.0);
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
