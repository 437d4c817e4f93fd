package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wall clock that a test can set, for one process: Debian's libfaketime, told in a file how far it is off. Clocks that only
 * measure are left alone, as they are when somebody sets a machine's time.
 */
public final class FakeClock {
    private static final Pattern DATE = Pattern.compile("(?m)^(\\d{4}-\\d{2}-\\d{2}T\\S+?): ");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT);

    private final Path file;

    /** @param file says how far the clock is off */
    public FakeClock(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        set(Duration.ZERO);
    }

    /** Skips the test, loudly, where there is no libfaketime. */
    public static void assumePossible() throws IOException {
        LoudSkip.assume(isPossible(), "NO LIBFAKETIME: CLOCK JUMPS ARE SKIPPED. Install the package faketime.");
    }

    public static boolean isPossible() throws IOException {
        return library().isPresent();
    }

    private static Optional<Path> library() throws IOException {
        Path root = Path.of("/usr/lib");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(root, "*-linux-*")) {
            for (Path architecture : architectures) {
                Path library = architecture.resolve("faketime").resolve("libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
        }
        return Optional.empty();
    }

    /** What a process needs in its environment to have this clock. */
    public Map<String, String> environment() throws IOException {
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Else every timed wait of the JVM ends at once and it spins.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** How far it is off from now on; the process sees it within a second. */
    public void set(Duration off) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, String.format(Locale.ROOT, "%+d%n", off.toSeconds()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** How far the clock of a Java process is off: it is asked what time it is. */
    public static Duration off(long pid) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "VM.uptime",
                        "-date")
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!asked.waitFor(20, TimeUnit.SECONDS)) {
            asked.destroyForcibly();
        }
        Matcher date = DATE.matcher(said);
        if (!date.find()) {
            throw new IOException("The process does not say what time it is: " + said);
        }
        return Duration.between(OffsetDateTime.now(ZoneOffset.UTC), OffsetDateTime.parse(date.group(1), FORMAT));
    }
}
