package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.launcher.Spanwire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What every start of the program would otherwise do again, done once for a build by a first run of the program: a class
 * data archive (JEP 350) for all processes of the tests, and for all data folders PostgreSQL's unpacked programs and an
 * empty database with its roles, which have the same passwords everywhere.
 * Test JVMs that run at the same time share it.
 */
final class PreparedProgram {
    /** A JVM whose class path differs from the archive's says so; it then starts without. */
    private static final List<String> SILENT =
            List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:class+path=off");

    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);
    private static final String FOLDER = "prepared";
    private static final String DATA = "data";
    private static final String SECRETS = "secrets";
    private static final String BINARIES = "binaries";

    private static final class Once {
        private static final PreparedProgram PROGRAM = prepare();
    }

    private final Path folder;
    private final Path archive;

    private PreparedProgram(Path folder) {
        this.folder = folder;
        this.archive = folder.resolve("classes.jsa");
    }

    /** JVM options with which a process of this class path starts faster. */
    static List<String> options() {
        Path archive = Once.PROGRAM.archive;
        return Files.exists(archive) ? withArchive("SharedArchiveFile", archive) : SILENT;
    }

    private static List<String> withArchive(String option, Path archive) {
        return List.of("-XX:" + option + '=' + archive, SILENT.get(0), SILENT.get(1), SILENT.get(2));
    }

    /** Fills the folder of an embedded database as its first start would, unless it has been started. */
    static void provideDatabase(Path home, Path binaries) throws IOException {
        if (Files.exists(home.resolve(DATA))) {
            return;
        }
        Files.createDirectories(home);
        for (String part : List.of(DATA, SECRETS)) {
            copy(Once.PROGRAM.folder.resolve(part), home.resolve(part));
        }
        if (!Files.exists(binaries)) {
            TestFolders.link(Once.PROGRAM.home().resolve(BINARIES), binaries);
        }
    }

    /** The same with the programs below the folder, as the program itself has them. */
    static void provideDatabase(Path home) throws IOException {
        provideDatabase(home, home.resolve(BINARIES));
    }

    private Path program() {
        return folder.resolve("program");
    }

    private Path home() {
        return program().resolve("postgres");
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            TestFolders.copy(from, to);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("copying to " + to);
        }
    }

    private static PreparedProgram prepare() {
        try {
            Path locks = TestFolders.existing("locks");
            try (FileChannel file = FileChannel.open(
                            locks.resolve(FOLDER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                PreparedProgram program = new PreparedProgram(TestFolders.existing(FOLDER));
                if (lock.isValid() && !program.isCurrent()) {
                    TestFolders.fresh(FOLDER);
                    program.run();
                }
                return program;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a run with this class path has ended, and none of its jars is newer. */
    private boolean isCurrent() throws IOException {
        Path done = folder.resolve("class-path.txt");
        if (!Files.exists(done) || !Files.readString(done).equals(ServerProcess.classPath())) {
            return false;
        }
        for (String entry : ServerProcess.classPathEntries()) {
            Path jar = Path.of(entry);
            if (Files.isRegularFile(jar)
                    && Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(done)) > 0) {
                return false;
            }
        }
        return true;
    }

    private void run() throws IOException {
        try {
            createDatabase();
            writeArchive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        Files.writeString(folder.resolve("class-path.txt"), ServerProcess.classPath());
    }

    private void createDatabase() throws IOException, InterruptedException {
        ServerProcess database = start(
                DatabaseProcess.class,
                SILENT,
                home().toString(),
                home().resolve(BINARIES).toString());
        runOnce(database, ready -> {});
        for (String part : List.of(DATA, SECRETS)) {
            copy(home().resolve(part), folder.resolve(part));
        }
    }

    private void writeArchive() throws IOException, InterruptedException {
        ServerProcess server = start(
                Spanwire.class,
                withArchive("ArchiveClassesAtExit", archive),
                "up",
                "--data",
                program().toString(),
                "--port",
                Integer.toString(TestPorts.free()));
        runOnce(server, ready -> useOnce(ServerAddress.of(ready, new EmbeddedBackend(program()).certificate())));
    }

    private ServerProcess start(Class<?> main, List<String> options, String... arguments) throws IOException {
        Path output = folder.resolve(main.getSimpleName() + ".txt");
        return ServerProcess.start(main, options, LaunchOptions.DEFAULT, output, List.of(arguments));
    }

    @FunctionalInterface
    private interface Use {
        void of(URI ready) throws IOException, InterruptedException;
    }

    private static void runOnce(ServerProcess process, Use use) throws IOException, InterruptedException {
        try {
            use.of(process.awaitReady());
            process.signal("TERM");
            if (process.awaitExit(STOP_TIMEOUT).isEmpty()) {
                throw new IllegalStateException("It did not stop:\n" + process.output());
            }
        } finally {
            if (process.isAlive()) {
                Server.endQuietly(process);
            }
        }
    }

    /** Loads the classes that requests need. */
    private static void useOnce(ServerAddress address) throws IOException, InterruptedException {
        SignedInUser user = SignedInUser.signIn(address, "First");
        user.post("chat/first", "post-message", "{\"text\":\"first\"}", UUID.randomUUID());
        user.get("/api/streams/chat/first/events", Map.of("Accept", "application/x-ndjson"));
        user.get("/api/views/room-messages?room=first");
    }
}
