package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Sends signals to processes by pid. */
public final class Signals {
    private Signals() {}

    /** @param name TERM, STOP, CONT, KILL … */
    public static void send(long pid, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException(String.format(Locale.ROOT, "kill -%s %d ended with %d", name, pid, exit));
        }
    }

    /** Whether the process is stopped (state T in {@code /proc}). Linux only. */
    public static boolean isStopped(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    }

    public static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
