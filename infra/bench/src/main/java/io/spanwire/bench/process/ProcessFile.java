package io.spanwire.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads figures from {@code /proc/<pid>/} (proc(5)); they are 0 for a process that has ended. */
final class ProcessFile {
    /** USER_HZ: 100 on every Linux architecture that Java supports. */
    static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");
    private static final String SWITCHES = "voluntary_ctxt_switches:";

    private ProcessFile() {}

    /** CPU time in clock ticks, optionally including that of its reaped children. */
    static long ticks(long pid, boolean withReapedChildren) {
        return lines(folder(pid).resolve("stat")).stream()
                .mapToLong(line -> ticks(line, withReapedChildren))
                .sum();
    }

    static long kilobytes(long pid, String file, String label) {
        return number(lines(folder(pid).resolve(file)), label);
    }

    /** CPU time and voluntary context switches of the task in a folder: a process or one of its threads. */
    static PartUsage usage(Path task) {
        long ticks = lines(task.resolve("stat")).stream()
                .mapToLong(line -> ticks(line, false))
                .sum();
        return new PartUsage(ticks / TICKS_PER_SECOND, number(lines(task.resolve("status")), SWITCHES));
    }

    static Path folder(long pid) {
        return PROC.resolve(Long.toString(pid));
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException ended) {
            return List.of();
        }
    }

    /** The CPU time in a line of {@code stat}. */
    static long ticks(String stat, boolean withReapedChildren) {
        // The name is in parentheses and may contain spaces and parentheses, so fields are counted after it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        int userTime = 11;
        long ticks = 0;
        for (int field = userTime; field < userTime + (withReapedChildren ? 4 : 2); field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks;
    }

    private static long number(List<String> lines, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
