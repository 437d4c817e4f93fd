package io.spanwire.acceptance.harness;

import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.net.ServerSocket;
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
 * One Spanwire on one data folder and one port, through as many processes as a test gives it: started, killed, frozen,
 * stopped, started again. Its parts (broker, database) are those of the {@link Backend} the build asks for.
 */
public final class Server implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);

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

    /** A new one, ready, on a fresh folder below target. */
    public static Server start(String name, String... options) throws IOException {
        Path folder = TestFolders.fresh(name);
        return start(folder, Backend.asAsked(folder), options);
    }

    /** A new one, ready, on these parts. */
    static Server start(Path folder, Backend backend, String... options) throws IOException {
        return start(folder, backend, freePort(), LaunchOptions.PLAIN, options);
    }

    /** The same, at that port. */
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

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Starts the program (again) and waits until it is ready; how long that took. */
    public Duration start() throws IOException {
        long begin = System.nanoTime();
        ServerProcess started = ServerProcess.start(launch, folder.resolve("run-" + ++runs + ".txt"), arguments());
        program = started;
        URI ready = started.ready();
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

    /** A second process on the same folder, which should be refused: what it said, and its exit code. */
    public Map.Entry<Integer, String> startSecond() throws IOException, InterruptedException {
        ServerProcess second = ServerProcess.start(folder.resolve("second.txt"), arguments());
        Optional<Integer> exit = second.ended(STOP);
        if (exit.isEmpty()) {
            second.signal("KILL");
        }
        return Map.entry(exit.orElse(-1), second.said());
    }

    /** Runs another command of the program against the parts of this one: what it said, and its exit code. */
    public Map.Entry<Integer, String> run(String... command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(backend.arguments().subList(1, backend.arguments().size()));
        return ServerProcess.run(folder.resolve("command-" + ++runs + ".txt"), arguments);
    }

    public ServerAddress address() {
        if (address == null) {
            throw new IllegalStateException("Not started");
        }
        return address;
    }

    /** Somebody new, signed in. */
    public SignedInUser person(String name) throws IOException, InterruptedException {
        return backend.person(address(), name);
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

    /** The processes it has started: the database, where it is embedded. It is no child of ours: pg_ctl started it and left. */
    public List<ProcessHandle> children() {
        return backend.children();
    }

    /** Everything this run wrote to its terminal. */
    public String said() {
        return program().said();
    }

    /** Kills the process with SIGKILL and waits for its end; the database goes on without its parent. */
    public void kill() throws IOException, InterruptedException {
        orphans.addAll(children());
        program().signal("KILL");
        if (program().ended(STOP).isEmpty()) {
            throw new IllegalStateException("Still there after SIGKILL");
        }
    }

    /** Asks it to stop with SIGTERM; how long it took, empty when it was not gone in 20 s. */
    public Optional<Duration> terminate() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        program().signal("TERM");
        return program().ended(STOP).map(exit -> Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Stops its clockwork without a word, as a long pause does. */
    public void freeze() throws IOException, InterruptedException {
        program().signal("STOP");
        await().atMost(Duration.ofSeconds(10)).until(() -> Signals.isStopped(pid()));
    }

    public void thaw() throws IOException, InterruptedException {
        program().signal("CONT");
    }

    /** Ends everything it started, however it is. */
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
            if (program.ended(STOP).isEmpty()) {
                program.signal("KILL");
            }
        } catch (IOException gone) {
            // It ended by itself between the question and the signal.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
