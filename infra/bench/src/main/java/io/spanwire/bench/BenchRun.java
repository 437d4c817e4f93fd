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
import io.spanwire.bench.scenario.BenchEnvironment;
import io.spanwire.bench.scenario.IdleScenario;
import io.spanwire.bench.scenario.RunSizes;
import io.spanwire.bench.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the selected scenarios; prints each result table as soon as it is complete. */
final class BenchRun {
    private final RunSizes sizes;
    private final List<ScenarioName> names;
    private final ProductServer.Setup product;
    private final ReferenceProcess.Setup reference;
    private final CpuPinning pinning;
    private final List<Comparison> comparisons = new ArrayList<>();

    BenchRun(
            RunSizes sizes,
            List<ScenarioName> names,
            ProductServer.Setup product,
            ReferenceProcess.Setup reference,
            CpuPinning pinning) {
        this.sizes = sizes;
        this.names = names;
        this.product = product;
        this.reference = reference;
        this.pinning = pinning;
    }

    void run(Optional<Path> json) throws Exception {
        Machine machine = Machine.current();
        List<String> conditions = conditions();
        System.out.println(ReportTable.header(machine, conditions));
        try (TemporaryFolder folder = new TemporaryFolder()) {
            if (names.contains(ScenarioName.START)) {
                print(List.of(new IdleScenario(product, reference)
                        .run(folder.path("product"), folder.path("reference"), sizes.repetitions())));
            }
            runWithServers(folder);
        }
        if (json.isPresent()) {
            JsonReport.write(new Report(machine, conditions, comparisons), json.get());
        }
    }

    private List<String> conditions() {
        return List.of(
                pinning.description(),
                "medians of " + sizes.repetitions() + " repetitions of "
                        + sizes.time().toSeconds()
                        + " s after a warm-up of " + sizes.warmUp().toSeconds()
                        + " s, contenders taking turns; loopback; other work on this machine lowers"
                        + " absolute figures more than ratios");
    }

    private void runWithServers(TemporaryFolder folder) throws Exception {
        List<Scenario> scenarios =
                names.stream().flatMap(name -> name.scenario().stream()).toList();
        if (scenarios.isEmpty()) {
            return;
        }
        try (ReferenceProcess bare = reference.start(folder.path("reference"));
                ProductServer server = product.start(folder.path("product"));
                LoadGenerator load = new LoadGenerator()) {
            BenchEnvironment bench = BenchEnvironment.open(load, server, bare, sizes);
            for (Scenario scenario : scenarios) {
                print(scenario.run(bench));
            }
        }
    }

    private void print(List<Comparison> results) {
        comparisons.addAll(results);
        results.forEach(each -> System.out.println(ReportTable.block(each)));
    }
}
