package io.spanwire.bench.scenario;

import io.spanwire.bench.process.ProcessTree;

/** CPU time and time since it was made. */
final class CpuMeter {
    private final ProcessTree tree;
    private final double cpuSeconds;
    private final long nanos = System.nanoTime();

    CpuMeter(ProcessTree tree) {
        this.tree = tree;
        this.cpuSeconds = tree.cpuSeconds();
    }

    double cpuSeconds() {
        return tree.cpuSeconds() - cpuSeconds;
    }

    double seconds() {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
