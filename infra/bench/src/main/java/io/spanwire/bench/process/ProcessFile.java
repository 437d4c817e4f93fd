package io.spanwire.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Figures out of {@code /proc/<pid>/}; 0 for a process that has just ended. */
final class ProcessFile {
    /** USER_HZ, which is 100 on every Linux architecture Java runs on. */
    static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    private ProcessFile() {}

    /** CPU time in clock ticks, on request with that of its children that were waited for. */
    static long ticks(long pid, boolean withReapedChildren) {
        List<String> lines = lines(pid, "stat");
        if (lines.isEmpty()) {
            return 0;
        }
        // The name is in parentheses and may hold spaces; fields are counted behind it.
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
