package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of a server process, in bytes.
 *
 * @param live heap in use after a garbage collection
 * @param resident resident memory (RSS)
 */
public record ProcessMemory(long live, long resident) {
    private static final int KIBI = 1024;

    /** Runs a garbage collection in the process first. Linux only. */
    public static ProcessMemory of(Server server) throws IOException, InterruptedException {
        return new ProcessMemory(live(server.pid()), resident(server.pid()));
    }

    /** The total of a class histogram, which counts live objects only. */
    private static long live(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return output.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No histogram: " + output));
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[1]) * KIBI)
                .findFirst()
                .orElseThrow();
    }
}
