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
 * A wall clock that a test can set for one process, by Debian's libfaketime, which reads the offset from a file.
 * Monotonic clocks are unaffected, as when an administrator sets a machine's time.
 */
public final class FakeClock {
    private static final Pattern DATE = Pattern.compile("(?m)^(\\d{4}-\\d{2}-\\d{2}T\\S+?): ");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT);

    private final Path file;

    /** @param file holds the clock's offset */
    public FakeClock(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        setOffset(Duration.ZERO);
    }

    /** Skips the test with a banner where libfaketime is missing. */
    public static void assumeAvailable() throws IOException {
        LoudSkip.assume(isAvailable(), "NO LIBFAKETIME: CLOCK JUMPS ARE SKIPPED. Install the package faketime.");
    }

    public static boolean isAvailable() throws IOException {
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

    /** The environment variables of a process that uses this clock. */
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
                // Otherwise every timed wait of the JVM ends at once and it spins.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Sets the clock's offset; the process sees it within a second. */
    public void setOffset(Duration offset) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, String.format(Locale.ROOT, "%+d%n", offset.toSeconds()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The offset of a Java process's clock, which jcmd reads from the process. */
    public static Duration offset(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "VM.uptime",
                        "-date")
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!jcmd.waitFor(20, TimeUnit.SECONDS)) {
            jcmd.destroyForcibly();
        }
        Matcher date = DATE.matcher(output);
        if (!date.find()) {
            throw new IOException("jcmd printed no date: " + output);
        }
        return Duration.between(OffsetDateTime.now(ZoneOffset.UTC), OffsetDateTime.parse(date.group(1), FORMAT));
    }
}
