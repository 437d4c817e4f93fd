package io.spanwire.bench.scenario;

import io.spanwire.bench.process.ProcessTree;

/** Measures CPU time and elapsed time since it was created. */
final class CpuMeter {
    private final ProcessTree tree;
    private final double startCpuSeconds;
    private final long startNanos = System.nanoTime();

    CpuMeter(ProcessTree tree) {
        this.tree = tree;
        this.startCpuSeconds = tree.cpuSeconds();
    }

    double cpuSeconds() {
        return tree.cpuSeconds() - startCpuSeconds;
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
