package io.spanwire.launcher.platform;

import io.spanwire.launcher.Spanwire;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The program in a separate JVM, so that it can be killed. */
final class ProgramProcess implements AutoCloseable {
    private static final String READY = "Spanwire is ready: ";

    private final Process process;

    private ProgramProcess(Process process) {
        this.process = process;
    }

    /** Starts it and returns when it is ready. */
    static ProgramProcess up(Path data) throws IOException {
        Process process = command(data).start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return new ProgramProcess(process);
            }
        }
        throw new IOException("the program ended before it was ready");
    }

    static ProcessBuilder command(Path data) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Spanwire.class.getName(),
                        "up",
                        "--data",
                        data.toString())
                .redirectError(Redirect.INHERIT);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Sends SIGTERM; false if it has not ended after that time. */
    boolean terminate(long seconds) throws InterruptedException {
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
