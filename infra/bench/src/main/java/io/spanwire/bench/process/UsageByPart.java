package io.spanwire.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each part of a server has used: the threads of its JVM, grouped by name, and its PostgreSQL processes. The CPU time of
 * JVM threads that have ended counts as the rest.
 */
public record UsageByPart(Map<ServerPart, PartUsage> parts) {

    static UsageByPart of(long jvm, Stream<ProcessHandle> postgres) {
        Map<ServerPart, PartUsage> parts = new EnumMap<>(ServerPart.class);
        PartUsage living = PartUsage.NONE;
        for (Path thread : threads(ProcessFile.folder(jvm))) {
            PartUsage usage = ProcessFile.usage(thread, false);
            parts.merge(part(thread), usage, PartUsage::plus);
            living = living.plus(usage);
        }
        double all = ProcessFile.ticks(jvm, false) / ProcessFile.TICKS_PER_SECOND;
        parts.merge(ServerPart.REST, new PartUsage(Math.max(0, all - living.cpuSeconds()), 0), PartUsage::plus);
        // The postmaster's reaped children are processes of sessions that have ended.
        postgres.map(process -> ProcessFile.usage(ProcessFile.folder(process.pid()), true))
                .forEach(usage -> parts.merge(ServerPart.POSTGRES, usage, PartUsage::plus));
        return new UsageByPart(parts);
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

    /** What was used since the earlier reading, divided by a number of operations. */
    public UsageByPart since(UsageByPart earlier, double operations) {
        return new UsageByPart(parts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().minus(earlier.of(each.getKey())).dividedBy(operations))));
    }

    public PartUsage of(ServerPart part) {
        return parts.getOrDefault(part, PartUsage.NONE);
    }

    public PartUsage total() {
        return parts.values().stream().reduce(PartUsage.NONE, PartUsage::plus);
    }
}
