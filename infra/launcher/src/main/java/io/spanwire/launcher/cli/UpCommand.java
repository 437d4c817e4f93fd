package io.spanwire.launcher.cli;

import io.spanwire.launcher.development.DomainProject;
import io.spanwire.launcher.folder.DataFolder;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs everything on this machine, Kafka and PostgreSQL included, with all data in one folder. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run everything on this machine, with all data in one folder.")
final class UpCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(
            names = "--dev",
            paramLabel = "DIR",
            description =
                    "Run the domain in this project from its sources: changes of Java, SQL and pages are taken up while"
                            + " the server runs, and errors are shown in the terminal and in the pages.")
    private @Nullable Path dev;

    @Option(names = "--reset", description = "With --dev: delete all data first.")
    private boolean reset;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read(BackendMode.EMBEDDED);
        Optional<DomainProject> project = Optional.ofNullable(dev).map(DomainProject::in);
        check(settings, project.isPresent());
        if (reset) {
            DataFolder.empty(settings.data());
        }
        Logs.toFile(settings.data());
        new ServerRun(settings, console(), options.given(), project).run();
        return 0;
    }

    private void check(Settings settings, boolean inDevelopment) {
        if (reset && !inDevelopment) {
            throw new UserFacingException(
                    "--reset deletes all data, so it works with --dev only.",
                    "To start over, stop Spanwire and remove the folder " + settings.data() + '.');
        }
        if (inDevelopment && !settings.domains().isEmpty()) {
            throw new UserFacingException(
                    "--dev runs the domain of its project, and the setting domains names others.",
                    "Remove one of them.");
        }
        if (inDevelopment && !settings.http().loopback()) {
            throw new UserFacingException(
                    "--dev shows the errors of a project to everyone who can connect, so it works on localhost only.",
                    "Remove the setting host.");
        }
        if (inDevelopment && settings.http().port() == 0) {
            throw new UserFacingException(
                    "--dev starts the server again, and pages could not follow it to another port.",
                    "Give a port other than 0.");
        }
    }
}
