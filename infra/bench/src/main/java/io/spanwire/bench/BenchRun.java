package io.spanwire.bench;

import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.process.CpuPinning;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import io.spanwire.bench.process.TemporaryFolder;
import io.spanwire.bench.report.JsonReport;
import io.spanwire.bench.report.Machine;
import io.spanwire.bench.report.Report;
import io.spanwire.bench.report.ReportTable;
import io.spanwire.bench.report.Section;
import io.spanwire.bench.scenario.BenchEnvironment;
import io.spanwire.bench.scenario.IdleScenario;
import io.spanwire.bench.scenario.IdleSocketScenario;
import io.spanwire.bench.scenario.Profile;
import io.spanwire.bench.scenario.RunSizes;
import io.spanwire.bench.scenario.Scenario;
import io.spanwire.bench.scenario.WarmUpScenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the selected scenarios; prints each result table as soon as it is complete. */
final class BenchRun {
    private static final String PRODUCT = "product";
    private static final String PLAIN = "plain";
    private static final String PARTS = "parts";

    private final RunSizes sizes;
    private final List<ScenarioName> names;
    private final Servers servers;
    private final CpuPinning pinning;
    private final Profile profile;
    private final List<Section> sections = new ArrayList<>();

    BenchRun(RunSizes sizes, List<ScenarioName> names, Servers servers, CpuPinning pinning, Profile profile) {
        this.sizes = sizes;
        this.names = names;
        this.servers = servers;
        this.pinning = pinning;
        this.profile = profile;
    }

    void run(Optional<Path> json) throws Exception {
        profile.begin();
        Machine machine = Machine.current();
        List<String> conditions = conditions();
        System.out.println(ReportTable.header(machine, conditions));
        try (TemporaryFolder folder = new TemporaryFolder()) {
            if (names.contains(ScenarioName.START)) {
                print(List.of(new IdleScenario(servers.product(), servers.parts())
                        .run(folder.path(PRODUCT), folder.path(PARTS), sizes.repetitions())));
            }
            if (names.contains(ScenarioName.SOCKETS)) {
                print(List.of(new IdleSocketScenario(servers.product(), servers.plain())
                        .run(folder.path(PRODUCT), folder.path(PLAIN), sizes.sockets())));
            }
            runWithServers(folder);
            print(profile.tables());
        }
        if (json.isPresent()) {
            JsonReport.write(new Report(machine, conditions, sections), json.get());
        }
    }

    private List<String> conditions() {
        return List.of(
                pinning.description(),
                "medians of " + sizes.repetitions() + " repetitions of "
                        + sizes.time().toSeconds()
                        + " s after a round that does not count and "
                        + sizes.warmUp().toSeconds()
                        + " s of load on each new process, contenders taking turns; loopback; other work on this machine lowers"
                        + " absolute figures more than ratios");
    }

    private void runWithServers(TemporaryFolder folder) throws Exception {
        List<Scenario> scenarios =
                names.stream().flatMap(name -> name.scenario().stream()).toList();
        if (scenarios.isEmpty()) {
            return;
        }
        try (ReferenceProcess parts = servers.parts().start(folder.path(PARTS));
                ReferenceProcess plain = servers.plain().start(folder.path(PLAIN));
                ProductServer product = servers.product().start(folder.path(PRODUCT));
                LoadGenerator load = new LoadGenerator()) {
            BenchEnvironment bench = BenchEnvironment.open(load, product, plain, parts, sizes, profile);
            if (!names.contains(ScenarioName.WARMUP)) {
                new WarmUpScenario().run(bench);
            }
            for (Scenario scenario : scenarios) {
                print(scenario.run(bench));
            }
        }
    }

    private void print(List<? extends Section> results) {
        sections.addAll(results);
        results.forEach(each -> System.out.println(ReportTable.block(each)));
    }
}
