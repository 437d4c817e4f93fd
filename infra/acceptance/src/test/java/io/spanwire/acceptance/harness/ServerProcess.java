package io.spanwire.acceptance.harness;

import io.spanwire.launcher.Spanwire;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run of the program in a JVM of its own, its output in a file. */
final class ServerProcess {
    private static final String READY = "Spanwire is ready: ";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration COMMAND = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(25);

    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it and returns at once. */
    static ServerProcess start(Path output, List<String> arguments) throws IOException {
        return start(LaunchOptions.PLAIN, output, arguments);
    }

    /** The same, started in another way. */
    static ServerProcess start(LaunchOptions launch, Path output, List<String> arguments) throws IOException {
        return start(Spanwire.class, launch, output, arguments);
    }

    /** The same with another main class. */
    static ServerProcess start(Class<?> main, Path output, List<String> arguments) throws IOException {
        return start(main, LaunchOptions.PLAIN, output, arguments);
    }

    /** Runs a command to its end, or kills it: what it said, and its exit code, -1 if it had to be killed. */
    static Map.Entry<Integer, String> run(Path output, List<String> arguments)
            throws IOException, InterruptedException {
        ServerProcess run = start(output, arguments);
        Optional<Integer> exit = run.ended(COMMAND);
        if (exit.isEmpty()) {
            run.signal("KILL");
        }
        return Map.entry(exit.orElse(-1), run.said());
    }

    private static ServerProcess start(Class<?> main, LaunchOptions launch, Path output, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                classPath(launch),
                main.getName()));
        command.addAll(arguments);
        Files.createDirectories(output.toAbsolutePath().getParent());
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment().putAll(launch.environment());
        return new ServerProcess(process.start(), output);
    }

    private static String classPath(LaunchOptions launch) {
        List<String> entries = new ArrayList<>();
        launch.inFront().forEach(folder -> entries.add(folder.toString()));
        entries.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, entries);
    }

    /** Waits for the ready line; the address it names, or the word of a process that has none. */
    URI ready() {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            Optional<URI> address = address();
            if (address.isPresent()) {
                return address.get();
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("The program ended before it was ready:\n" + said());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new IllegalStateException("The program was not ready within " + START + ":\n" + said());
    }

    private Optional<URI> address() {
        return said().lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> URI.create(line.substring(READY.length()).replaceFirst("[, ].*", "")))
                .findFirst();
    }

    /** Everything it wrote to standard output and standard error. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code; empty when it had not ended in that time. */
    Optional<Integer> ended(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    /** Sends a signal by its name: TERM, STOP, CONT, KILL. */
    void signal(String name) throws IOException, InterruptedException {
        Signals.send(process.pid(), name);
    }
}
