package io.spanwire.acceptance.harness;

import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Spanwire server on one data folder and one port, which a test starts, kills, freezes, stops and restarts. Its
 * broker and database are those of the {@link Backend} that the build selects.
 */
public final class Server implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Path folder;
    private final Backend backend;
    private final int port;
    private final List<String> options;
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private final LaunchOptions launch;
    private @Nullable ServerProcess program;
    private @Nullable ServerAddress address;
    private int runs;

    private Server(Path folder, Backend backend, int port, LaunchOptions launch, List<String> options) {
        this.launch = launch;
        this.folder = folder;
        this.backend = backend;
        this.port = port;
        this.options = options;
    }

    /** Starts a server on an empty folder below target and waits until it is ready. */
    public static Server start(String name, String... options) throws IOException {
        Path folder = TestFolders.fresh(name);
        return start(folder, Backend.selected(folder), options);
    }

    /** Starts a server on this backend. */
    static Server start(Path folder, Backend backend, String... options) throws IOException {
        return start(folder, backend, TestPorts.free(), LaunchOptions.DEFAULT, options);
    }

    /** Starts a server on this backend and port. */
    static Server start(Path folder, Backend backend, int port, LaunchOptions launch, String... options)
            throws IOException {
        Server server = new Server(folder, backend, port, launch, List.of(options));
        try {
            server.start();
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    /** Starts or restarts the program and waits until it is ready; returns how long that took. */
    public Duration start() throws IOException {
        backend.prepareFolder();
        long begin = System.nanoTime();
        ServerProcess started = ServerProcess.start(launch, folder.resolve("run-" + ++runs + ".txt"), arguments());
        program = started;
        URI ready = started.awaitReady();
        orphans.addAll(children());
        address = Files.exists(backend.certificate()) ? ServerAddress.of(ready, backend.certificate()) : null;
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(backend.arguments());
        arguments.addAll(List.of("--port", Integer.toString(port)));
        arguments.addAll(options);
        return arguments;
    }

    /** Starts a second process on the same folder, which must be refused; returns its exit code and output. */
    public Map.Entry<Integer, String> startSecond() throws IOException, InterruptedException {
        ServerProcess second = ServerProcess.start(folder.resolve("second.txt"), arguments());
        Optional<Integer> exit = second.awaitExit(STOP_TIMEOUT);
        if (exit.isEmpty()) {
            second.signal("KILL");
        }
        return Map.entry(exit.orElse(-1), second.output());
    }

    /** Runs another command of the program with this server's broker and database; returns its exit code and output. */
    public Map.Entry<Integer, String> run(String... command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(backend.arguments().subList(1, backend.arguments().size()));
        return ServerProcess.run(folder.resolve("command-" + ++runs + ".txt"), arguments);
    }

    /** Runs a command that is a client of a server, as it stands; returns its exit code and output. */
    public Map.Entry<Integer, String> runClient(String... command) throws IOException, InterruptedException {
        return ServerProcess.run(folder.resolve("client-" + ++runs + ".txt"), List.of(command));
    }

    /** Starts another command of the program like {@link #run}, and returns at once. */
    public RunningCommand startCommand(String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(backend.arguments().subList(1, backend.arguments().size()));
        return new RunningCommand(ServerProcess.start(folder.resolve("command-" + ++runs + ".txt"), arguments));
    }

    /** Stops the server and removes all its data: the next command or start finds a new folder. */
    public void terminateAndErase() throws IOException, InterruptedException {
        terminate();
        TestFolders.remove(folder.resolve("data"));
        backend.prepareFolder();
    }

    public ServerAddress address() {
        if (address == null) {
            throw new IllegalStateException("Not started");
        }
        return address;
    }

    /** Signs in a new user. */
    public SignedInUser signIn(String name) throws IOException, InterruptedException {
        return backend.signIn(address(), name);
    }

    public Backend backend() {
        return backend;
    }

    public Path folder() {
        return folder;
    }

    private ServerProcess program() {
        if (program == null) {
            throw new IllegalStateException("Not started");
        }
        return program;
    }

    public long pid() {
        return program().pid();
    }

    public boolean isAlive() {
        return program().isAlive();
    }

    /** The embedded database, if there is one. It is not an operating system child: pg_ctl started it and ended. */
    public List<ProcessHandle> children() {
        return backend.children();
    }

    /** Standard output and standard error of the current run. */
    public String output() {
        return program().output();
    }

    /** Kills the process with SIGKILL and waits for its end; an embedded database keeps running. */
    public void kill() throws IOException, InterruptedException {
        orphans.addAll(children());
        program().signal("KILL");
        if (program().awaitExit(STOP_TIMEOUT).isEmpty()) {
            throw new IllegalStateException("The process did not end after SIGKILL");
        }
    }

    /** Stops the process with SIGTERM; returns how long that took, empty if longer than 20 s. */
    public Optional<Duration> terminate() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        program().signal("TERM");
        return program().awaitExit(STOP_TIMEOUT).map(exit -> Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Suspends the process with SIGSTOP. */
    public void freeze() throws IOException, InterruptedException {
        program().signal("STOP");
        await().atMost(Duration.ofSeconds(10)).until(() -> Signals.isStopped(pid()));
    }

    public void thaw() throws IOException, InterruptedException {
        program().signal("CONT");
    }

    /** Ends the server and everything it started, in any state. */
    @Override
    public void close() {
        if (program != null && program.isAlive()) {
            orphans.addAll(children());
            endQuietly(program);
        }
        orphans.forEach(ProcessHandle::destroyForcibly);
        backend.close();
    }

    static void endQuietly(ServerProcess program) {
        try {
            program.signal("CONT");
            program.signal("TERM");
            if (program.awaitExit(STOP_TIMEOUT).isEmpty()) {
                program.signal("KILL");
            }
        } catch (IOException ended) {
            // The process ended between the check and the signal.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
