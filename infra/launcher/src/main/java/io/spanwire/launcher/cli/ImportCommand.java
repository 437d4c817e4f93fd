package io.spanwire.launcher.cli;

import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.platform.LoadedDomains;
import io.spanwire.launcher.roles.ImportListener;
import io.spanwire.launcher.roles.ImportRun;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.transfer.InputFile;
import io.spanwire.projections.transfer.ImportResult;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that brings an exported history into an installation. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Bring an exported history into this installation, which may be empty or have other streams.",
            "",
            "Versions, times, ids, actors and outcomes are kept, read models are filled, and the events are published."
                    + " What is stored already and equal is skipped: an interrupted import continues when it is run"
                    + " again. A stream that has another history here is refused.",
            "",
            "No process of the installation may run. It starts Kafka and PostgreSQL of the data folder (--data), or uses"
                    + " those of serve's settings (--config, --set, environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The whole file is stored, or with --check is complete and readable.",
            "1:Refused, failed or interrupted.",
            "2:Wrong usage."
        })
final class ImportCommand extends ConsoleCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 30;

    @Parameters(paramLabel = "FILE", description = "An export, compressed or not; - is standard input.")
    private String file = "";

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--check", description = "Only check the file; needs no Kafka, no PostgreSQL and no data folder.")
    private boolean check;

    @Override
    public Integer call() {
        Console console = console();
        Settings settings = options.readWithoutRoles();
        try (InputFile input = InputFile.open(file)) {
            Progress progress = new Progress(console, new TransferMeter(console), input);
            ImportRun run = new ImportRun(input.stream(), progress);
            return check ? check(run, settings, progress) : store(run, settings, console);
        } catch (IOException e) {
            throw new UserFacingException(
                    file + " cannot be read: " + e.getMessage(),
                    "If it is damaged, take another copy; what is stored already is then skipped.",
                    e);
        }
    }

    private int check(ImportRun run, Settings settings, Progress progress) throws IOException {
        try (LoadedDomains domains = LoadedDomains.from(settings.domains())) {
            run.check(domains.domains());
        }
        progress.meter().finish("checked", run.events(), run.outcomes(), run.events());
        progress.console().note("The file is complete, and the loaded domains can read it.");
        return 0;
    }

    private int store(ImportRun run, Settings settings, Console console) throws IOException {
        Logs.toFile(settings.data());
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run, closed), "stop"));
        try (Foundation foundation = Foundation.start(settings, console)) {
            run.store(settings, foundation.environment(), console);
            if (run.isStopped()) {
                console.note("Interrupted: " + run.events() + " events of the file are stored."
                        + " Import again: it continues.");
                return 1;
            }
        } finally {
            closed.countDown();
        }
        console.note("Now start Spanwire.");
        return 0;
    }

    private record Progress(Console console, TransferMeter meter, InputFile input) implements ImportListener {
        @Override
        public void begins() {
            meter.start();
        }

        @Override
        public void progress(long events) {
            meter.update(events, input.done());
        }

        @Override
        public void stored(ImportResult result) {
            meter.finish("imported", result.events(), result.outcomes(), result.allEvents());
            if (result.knownEvents() + result.knownOutcomes() > 0) {
                console.note("skipped " + result.knownEvents() + " events and " + result.knownOutcomes()
                        + " outcomes that were stored already");
            }
        }
    }

    /** On a signal: finishes the batch and stops the database. */
    private static void stop(ImportRun run, CountDownLatch closed) {
        run.stop();
        try {
            boolean unused = closed.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
