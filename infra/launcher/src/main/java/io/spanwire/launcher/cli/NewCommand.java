package io.spanwire.launcher.cli;

import io.spanwire.launcher.project.NewProject;
import io.spanwire.launcher.project.ProjectName;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that writes the project of a new domain. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Write the project of a new domain: commands, events, tables, views, a page, and tests.",
            "",
            "It builds with Maven, needs Java 17 or newer, and is yours: change everything."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Written.", "1:Refused; nothing was written.", "2:Wrong usage."})
final class NewCommand extends ConsoleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Name of the domain and of its streams, like auction or line-item.")
    private String name = "";

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Java package, like com.acme (com.example).")
    private String javaPackage = "com.example";

    @Option(names = "--directory", paramLabel = "DIR", description = "Folder to write (NAME in the current folder).")
    private @Nullable Path directory;

    @Option(names = "--program", hidden = true)
    private String program = "spanwire up";

    @Override
    public Integer call() {
        Path folder =
                (directory == null ? Path.of(name) : directory).toAbsolutePath().normalize();
        int files = new NewProject(new ProjectName(name, javaPackage), program)
                .write(folder)
                .size();
        Console console = console();
        console.note("Wrote " + files + " files to " + folder);
        console.print("Next, build and test it, run it, and open https://localhost:8443/" + name + "/");
        console.print("  cd " + folder);
        console.print("  ./mvnw verify");
        console.print("  " + program + " --domains target/" + name + ".jar");
        return 0;
    }
}
