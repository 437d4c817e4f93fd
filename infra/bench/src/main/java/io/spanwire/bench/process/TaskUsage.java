package io.spanwire.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What every thread of a server's JVM, and every process of its PostgreSQL, has used since its start.
 *
 * @param tasks by their folders in {@code /proc}
 * @param jvmSeconds CPU time of the JVM, including threads that have ended
 */
public record TaskUsage(Map<Path, Task> tasks, double jvmSeconds) {

    record Task(ServerPart part, PartUsage usage) {}

    static TaskUsage of(long jvm, Stream<ProcessHandle> postgres) {
        Map<Path, Task> tasks = new HashMap<>();
        threads(ProcessFile.folder(jvm))
                .forEach(thread -> tasks.put(thread, new Task(part(thread), ProcessFile.usage(thread))));
        postgres.map(process -> ProcessFile.folder(process.pid()))
                .forEach(process -> tasks.put(process, new Task(ServerPart.POSTGRES, ProcessFile.usage(process))));
        return new TaskUsage(tasks, ProcessFile.ticks(jvm, false) / ProcessFile.TICKS_PER_SECOND);
    }

    private static ServerPart part(Path thread) {
        return ProcessFile.lines(thread.resolve("comm")).stream()
                .findFirst()
                .map(ServerPart::ofThread)
                .orElse(ServerPart.REST);
    }

    private static List<Path> threads(Path process) {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What was used since the earlier reading, divided by a number of operations. The CPU time of JVM threads that have ended
     * counts as the rest; their context switches, and PostgreSQL processes that have ended, do not count.
     */
    public UsageByPart since(TaskUsage earlier, double operations) {
        Map<ServerPart, PartUsage> parts = new EnumMap<>(ServerPart.class);
        tasks.forEach(
                (folder, task) -> parts.merge(task.part(), task.usage().minus(earlier.usage(folder)), PartUsage::plus));
        double threads = parts.entrySet().stream()
                .filter(each -> each.getKey() != ServerPart.POSTGRES)
                .mapToDouble(each -> each.getValue().cpuSeconds())
                .sum();
        double ended = Math.max(0, jvmSeconds - earlier.jvmSeconds - threads);
        parts.merge(ServerPart.REST, new PartUsage(ended, 0), PartUsage::plus);
        parts.replaceAll((part, usage) -> usage.dividedBy(operations));
        return new UsageByPart(parts);
    }

    private PartUsage usage(Path folder) {
        return tasks.containsKey(folder) ? tasks.get(folder).usage() : PartUsage.NONE;
    }
}
