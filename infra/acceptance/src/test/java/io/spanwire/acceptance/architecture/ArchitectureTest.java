package io.spanwire.acceptance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The dependency rules of the design: module arrows, pure packages, no cycles. */
class ArchitectureTest {
    private static final String BUS = "io.spanwire.bus..";
    private static final String PROJECTIONS = "io.spanwire.projections..";
    private static final String NOTIFIER = "io.spanwire.notifier..";
    private static final String EDGE = "io.spanwire.edge..";
    private static final String LAUNCHER = "io.spanwire.launcher..";
    private static final String SAMPLES = "io.spanwire.samples..";

    private static final String[] PURE = {
        "io.spanwire.bus.message",
        "io.spanwire.bus.domain",
        "io.spanwire.bus.schema",
        "io.spanwire.bus.json",
        "io.spanwire.bus.fixture",
        "io.spanwire.bus.fold",
        "io.spanwire.bus.personal",
        "io.spanwire.bus.retry",
        "io.spanwire.bus.archive",
        "io.spanwire.projections.decide",
        "io.spanwire.projections.exportfile",
        "io.spanwire.projections.project",
        "io.spanwire.notifier.cursor",
    };

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "io.spanwire.bus",
                    "io.spanwire.projections",
                    "io.spanwire.notifier",
                    "io.spanwire.edge",
                    "io.spanwire.launcher",
                    "io.spanwire.samples");

    @Test
    void everyModuleHasClasses() {
        for (String module : List.of(BUS, PROJECTIONS, NOTIFIER, EDGE, LAUNCHER, SAMPLES)) {
            assertThat(ALL.that(resideInAPackage(module))).as(module).isNotEmpty();
        }
        for (String pure : PURE) {
            assertThat(ALL.that(resideInAPackage(pure))).as(pure).isNotEmpty();
        }
    }

    @Test
    void modulesDependOnlyInAllowedDirections() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("event-bus")
                .definedBy(BUS)
                .layer("projections")
                .definedBy(PROJECTIONS)
                .layer("notifier")
                .definedBy(NOTIFIER)
                .layer("api-edge")
                .definedBy(EDGE)
                .layer("launcher")
                .definedBy(LAUNCHER)
                .layer("samples")
                .definedBy(SAMPLES)
                .whereLayer("event-bus")
                .mayNotAccessAnyLayer()
                .whereLayer("projections")
                .mayOnlyAccessLayers("event-bus")
                .whereLayer("notifier")
                .mayOnlyAccessLayers("event-bus")
                .whereLayer("api-edge")
                .mayOnlyAccessLayers("event-bus", "notifier")
                .whereLayer("launcher")
                .mayOnlyAccessLayers("event-bus", "projections", "notifier", "api-edge")
                .whereLayer("samples")
                .mayOnlyAccessLayers("event-bus")
                .check(ALL);
    }

    @Test
    void purePackagesUseNoServerLibraries() {
        noClasses()
                .that(resideInAnyPackage(PURE))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.vertx..",
                        "io.netty..",
                        "org.apache.kafka..",
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "org.flywaydb..",
                        "java.net..",
                        "java.nio.file.."))
                .check(ALL);
    }

    @Test
    void samplesUseOnlyTheDomainApi() {
        noClasses()
                .that(resideInAPackage(SAMPLES))
                .should()
                .dependOnClassesThat(resideInAPackage("io.spanwire..")
                        .and(not(resideInAnyPackage(SAMPLES, "io.spanwire.bus.domain", "io.spanwire.bus.message"))))
                .check(ALL);
    }

    @Test
    void eventBusHasNoVertx() {
        noClasses()
                .that(resideInAPackage(BUS))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.netty.."))
                .check(ALL);
    }

    @Test
    void onlyTheLauncherReadsTheEnvironment() {
        noClasses()
                .that(not(resideInAPackage(LAUNCHER)))
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class)
                .orShould()
                .callMethod(System.class, "getProperties")
                .check(ALL);
    }

    @Test
    void modulesLogOnlyThroughSlf4j() {
        noClasses()
                .that(not(resideInAPackage(LAUNCHER)))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "ch.qos.logback.."))
                .check(ALL);
    }

    @TestFactory
    Stream<DynamicTest> noPackageCycles() {
        return Stream.of("bus", "projections", "notifier", "edge", "launcher")
                .map(module ->
                        DynamicTest.dynamicTest(module, () -> slices().matching("io.spanwire." + module + ".(*)..")
                                .should()
                                .beFreeOfCycles()
                                .check(ALL)));
    }
}
