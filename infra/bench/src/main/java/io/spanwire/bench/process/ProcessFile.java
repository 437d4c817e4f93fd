package io.spanwire.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads figures from {@code /proc/<pid>/}; they are 0 for a process that has ended. */
final class ProcessFile {
    /** USER_HZ: 100 on every Linux architecture that Java supports. */
    static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    private ProcessFile() {}

    /** CPU time in clock ticks, optionally including that of its reaped children. */
    static long ticks(long pid, boolean withReapedChildren) {
        List<String> lines = lines(pid, "stat");
        if (lines.isEmpty()) {
            return 0;
        }
        // The process name is in parentheses and may contain spaces, so fields are counted after it.
        String line = lines.get(0);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        long own = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        return withReapedChildren ? own + Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CSTIME]) : own;
    }

    static long kilobytes(long pid, String file, String label) {
        return lines(pid, file).stream()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static List<String> lines(long pid, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException ended) {
            return List.of();
        }
    }
}
