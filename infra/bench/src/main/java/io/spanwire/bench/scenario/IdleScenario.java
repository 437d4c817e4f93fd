package io.spanwire.bench.scenario;

import io.spanwire.bench.process.ProcessTree;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import io.spanwire.bench.process.TaskUsage;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Time of a start on existing data, and memory and CPU of the idle processes, without load on all CPUs. The reference is the
 * same broker and database and a bare Vert.x server in one JVM.
 */
public final class IdleScenario {
    /** The JIT compilers work on after a start. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final double MIB = 1024.0 * 1024.0;

    private final ProductServer.Setup product;
    private final ReferenceProcess.Setup reference;

    public IdleScenario(ProductServer.Setup product, ReferenceProcess.Setup reference) {
        this.product = product;
        this.reference = reference;
    }

    /** Creates the data folders, which later scenarios use again. */
    public Comparison run(Path productData, Path referenceData, int repetitions) {
        // The first start creates the data, and on its stop the script stores an archive of the loaded classes (CDS).
        product.startOnAllCpus(productData).close();
        reference.startOnAllCpus(referenceData).close();
        List<ContenderReadings> measured = new InterleavedRounds(Duration.ZERO, IDLE, repetitions)
                .run(List.of(
                        Contender.of("Spanwire", time -> product(productData, time)),
                        Contender.of("bare parts", time -> reference(referenceData, time))));
        return new Comparison("Second start of infra/up, and idle", measured.get(0), measured.subList(1, 2));
    }

    private Reading product(Path data, Duration idle) throws InterruptedException {
        try (ProductServer server = product.startOnAllCpus(data)) {
            return idle(server.tree(), server.startTime(), idle);
        }
    }

    private Reading reference(Path data, Duration idle) throws InterruptedException {
        try (ReferenceProcess server = reference.startOnAllCpus(data)) {
            return idle(server.tree(), server.startTime(), idle);
        }
    }

    private static Reading idle(ProcessTree tree, Duration start, Duration idle) throws InterruptedException {
        pause(idle.isZero() ? idle : SETTLING);
        TaskUsage before = tree.usage();
        CpuMeter meter = new CpuMeter(tree);
        pause(idle);
        double seconds = meter.seconds();
        double cpuSeconds = meter.cpuSeconds();
        double wakeUps = tree.usage().since(before, seconds).total().switches();
        return Reading.of(Metric.START_SECONDS, start.toMillis() / 1000.0)
                .and(Metric.IDLE_CPU_PERCENT, cpuSeconds / seconds * 100)
                .and(Metric.IDLE_WAKE_UPS, wakeUps)
                .and(Metric.MEMORY_MIB, tree.proportionalBytes() / MIB)
                .and(Metric.JVM_MIB, tree.jvmResidentBytes() / MIB)
                .and(Metric.PROCESSES, (double) tree.processes());
    }

    /** Waits without a condition, because the passing of time is what is measured. */
    private static void pause(Duration time) throws InterruptedException {
        boolean ended = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        assert !ended;
    }
}
