package io.spanwire.bench;

import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.process.CpuPinning;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import io.spanwire.bench.process.TemporaryFolder;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.JsonReport;
import io.spanwire.bench.report.Machine;
import io.spanwire.bench.report.Report;
import io.spanwire.bench.report.ReportTable;
import io.spanwire.bench.scenario.BenchStage;
import io.spanwire.bench.scenario.IdleScenario;
import io.spanwire.bench.scenario.RunScale;
import io.spanwire.bench.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run from the machine's line to the last table; prints each table when it is known. */
final class BenchRun {
    private final RunScale scale;
    private final List<ScenarioName> names;
    private final ProductServer.Setup product;
    private final ReferenceProcess.Setup reference;
    private final CpuPinning pinning;
    private final List<Comparison> comparisons = new ArrayList<>();

    BenchRun(
            RunScale scale,
            List<ScenarioName> names,
            ProductServer.Setup product,
            ReferenceProcess.Setup reference,
            CpuPinning pinning) {
        this.scale = scale;
        this.names = names;
        this.product = product;
        this.reference = reference;
        this.pinning = pinning;
    }

    void play(Optional<Path> json) throws Exception {
        Machine machine = Machine.here();
        List<String> conditions = conditions();
        System.out.println(ReportTable.head(machine, conditions));
        try (TemporaryFolder folder = new TemporaryFolder()) {
            if (names.contains(ScenarioName.START)) {
                print(List.of(new IdleScenario(product, reference)
                        .play(folder.path("product"), folder.path("reference"), scale.repetitions())));
            }
            playOnStage(folder);
        }
        if (json.isPresent()) {
            write(new Report(machine, conditions, comparisons), json.get());
        }
    }

    private List<String> conditions() {
        return List.of(
                pinning.described(),
                "medians of " + scale.repetitions() + " repetitions of "
                        + scale.time().toSeconds()
                        + " s after a warm-up of " + scale.warmUp().toSeconds()
                        + " s, contenders taking turns; loopback; other work on this machine makes"
                        + " absolute figures smaller, ratios less so");
    }

    private void playOnStage(TemporaryFolder folder) throws Exception {
        List<Scenario> scenarios =
                names.stream().flatMap(name -> name.onStage().stream()).toList();
        if (scenarios.isEmpty()) {
            return;
        }
        try (ReferenceProcess bare = reference.start(folder.path("reference"));
                ProductServer server = product.start(folder.path("product"));
                LoadGenerator load = new LoadGenerator()) {
            BenchStage stage = BenchStage.open(load, server, bare, scale);
            for (Scenario scenario : scenarios) {
                print(scenario.play(stage));
            }
        }
    }

    private void print(List<Comparison> found) {
        comparisons.addAll(found);
        found.forEach(each -> System.out.println(ReportTable.block(each)));
    }

    private static void write(Report report, Path file) throws IOException {
        JsonReport.write(report, file);
    }
}
