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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of the program in a separate JVM, with its output in a file. */
final class ServerProcess {
    private static final String READY = "Spanwire is ready: ";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(25);

    private final Process process;
    private final Path outputFile;

    private ServerProcess(Process process, Path outputFile) {
        this.process = process;
        this.outputFile = outputFile;
    }

    /** Starts the program and returns at once. */
    static ServerProcess start(Path output, List<String> arguments) throws IOException {
        return start(LaunchOptions.DEFAULT, output, arguments);
    }

    /** Like the other, with launch options. */
    static ServerProcess start(LaunchOptions launch, Path output, List<String> arguments) throws IOException {
        return start(Spanwire.class, launch, output, arguments);
    }

    /** Like the other, with another main class. */
    static ServerProcess start(Class<?> main, Path output, List<String> arguments) throws IOException {
        return start(main, LaunchOptions.DEFAULT, output, arguments);
    }

    private static ServerProcess start(Class<?> main, LaunchOptions launch, Path output, List<String> arguments)
            throws IOException {
        return start(main, PreparedProgram.options(), launch, output, arguments);
    }

    /** Like the other, with more options of the JVM. */
    static ServerProcess start(
            Class<?> main, List<String> options, LaunchOptions launch, Path output, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(launch), main.getName()));
        command.addAll(arguments);
        Files.createDirectories(output.toAbsolutePath().getParent());
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment().putAll(launch.environment());
        return new ServerProcess(process.start(), output);
    }

    /** Runs a command to its end; returns its exit code and output, with code -1 if it had to be killed. */
    static Map.Entry<Integer, String> run(Path output, List<String> arguments)
            throws IOException, InterruptedException {
        ServerProcess run = start(output, arguments);
        Optional<Integer> exit = run.awaitExit(COMMAND_TIMEOUT);
        if (exit.isEmpty()) {
            run.signal("KILL");
        }
        return Map.entry(exit.orElse(-1), run.output());
    }

    private static String classPath(LaunchOptions launch) {
        List<String> entries = new ArrayList<>();
        launch.overrides().forEach(folder -> entries.add(folder.toString()));
        entries.add(classPath());
        return String.join(File.pathSeparator, entries);
    }

    /** The class path of this JVM with the jars first: an archive has the classes of jars only. */
    static String classPath() {
        Stream<String> jars = classPathEntries().stream().filter(ServerProcess::isJar);
        Stream<String> folders = classPathEntries().stream().filter(entry -> !isJar(entry));
        return Stream.concat(jars, folders).collect(Collectors.joining(File.pathSeparator));
    }

    static List<String> classPathEntries() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }

    private static boolean isJar(String entry) {
        return entry.endsWith(".jar");
    }

    /** Waits for the ready line and returns its address, or the word that a process without an address prints there. */
    URI awaitReady() {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            Optional<URI> address = address();
            if (address.isPresent()) {
                return address.get();
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("The program ended before it was ready:\n" + output());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new IllegalStateException("The program was not ready within " + START_TIMEOUT + ":\n" + output());
    }

    private Optional<URI> address() {
        return output().lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> URI.create(line.substring(READY.length()).replaceFirst("[, ].*", "")))
                .findFirst();
    }

    /** Standard output and standard error. */
    String output() {
        try {
            return Files.readString(outputFile);
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

    /** Waits for the end of the process; returns its exit code, empty on timeout. */
    Optional<Integer> awaitExit(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    /** Sends a signal by its name: TERM, STOP, CONT, KILL. */
    void signal(String name) throws IOException, InterruptedException {
        Signals.send(process.pid(), name);
    }
}
