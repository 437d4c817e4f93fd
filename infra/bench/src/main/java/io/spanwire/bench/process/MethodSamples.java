package io.spanwire.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * How often the sampler of JDK Flight Recorder found a thread of a part in a method (self time). It sees running Java code
 * only: no system calls, JIT compilers, garbage collection or PostgreSQL.
 */
public final class MethodSamples {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final Pattern HIDDEN_CLASS = Pattern.compile("(\\$\\$Lambda|LambdaForm\\$\\w+).*");

    private final Map<ServerPart, Map<String, Long>> counts = new EnumMap<>(ServerPart.class);

    /** A method and its number of samples. */
    public record Method(String name, long samples) {}

    /** Adds the samples in a recording. */
    public void read(Path recording) {
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)) {
                    add(event);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(RecordedEvent sample) {
        RecordedThread thread = sample.getThread("sampledThread");
        if (thread != null && sample.getStackTrace() != null) {
            String name = Optional.ofNullable(thread.getJavaName()).orElse("");
            sample.getStackTrace().getFrames().stream()
                    .findFirst()
                    .ifPresent(frame -> add(ServerPart.ofThread(name), name(frame.getMethod())));
        }
    }

    void add(ServerPart part, String method) {
        counts.computeIfAbsent(part, first -> new HashMap<>()).merge(method, 1L, Long::sum);
    }

    private static String name(RecordedMethod method) {
        return shortName(method.getType().getName(), method.getName());
    }

    /** Class and method without the package, and without what differs from run to run in generated names. */
    static String shortName(String type, String method) {
        String plain = HIDDEN_CLASS.matcher(type).replaceFirst("$1");
        return plain.substring(plain.lastIndexOf('.') + 1) + "." + method;
    }

    public long of(ServerPart part) {
        return counts.getOrDefault(part, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    public long total() {
        return Stream.of(ServerPart.values()).mapToLong(this::of).sum();
    }

    /** The methods of a part with the most samples, the first one first. */
    public List<Method> top(ServerPart part, int limit) {
        return counts.getOrDefault(part, Map.of()).entrySet().stream()
                .map(each -> new Method(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Method::samples).reversed().thenComparing(Method::name))
                .limit(limit)
                .toList();
    }
}
