package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.process.FlightRecording;
import io.spanwire.bench.process.JvmManagement;
import io.spanwire.bench.process.MethodSamples;
import io.spanwire.bench.process.ProcessTree;
import io.spanwire.bench.process.ServerPart;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records the product with JDK Flight Recorder while it is measured, without warm-up, references and rounds that do not count.
 * The file has one recording after the other, which is a recording, too. Without a file it does nothing.
 */
public final class Profile {
    private static final int METHODS = 10;
    private static final double SHOWN_PERCENT = 1;

    private final Optional<Path> file;
    /** By title. */
    private final Map<String, MethodSamples> samples = new LinkedHashMap<>();

    public Profile(Optional<Path> file) {
        this.file = file;
    }

    /** Deletes the file of an earlier run, so that a file that exists is of this one. */
    public void begin() {
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same contender, recorded whenever it is measured except for the first time. */
    Contender recorded(String title, ProcessTree product, Contender contender) {
        return file.map(target -> recorded(title, product, contender, target)).orElse(contender);
    }

    private Contender recorded(String title, ProcessTree product, Contender contender, Path target) {
        MethodSamples methods = new MethodSamples();
        samples.put(title, methods);
        List<Duration> measured = new ArrayList<>();
        return Contender.of(contender.name(), time -> {
            measured.add(time);
            return measured.size() == 1 ? contender.measure(time) : record(product, contender, time, methods, target);
        });
    }

    private static Reading record(
            ProcessTree product, Contender contender, Duration time, MethodSamples methods, Path target)
            throws Exception {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (JvmManagement jvm = JvmManagement.of(product)) {
            FlightRecording recording = jvm.startRecording();
            Reading reading = contender.measure(time);
            recording.writeTo(part);
            methods.read(part);
            append(part, target);
            return reading;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void append(Path part, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            Files.copy(part, out);
        }
    }

    /**
     * A table for each title.
     *
     * @throws BenchFailed when nothing was recorded
     */
    public List<Table> tables() {
        if (file.isPresent() && !Files.exists(file.get())) {
            throw new BenchFailed("No measurement of the product was recorded; there is no " + file.get());
        }
        return samples.entrySet().stream()
                .map(each -> table(each.getKey(), each.getValue()))
                .toList();
    }

    private static Table table(String title, MethodSamples methods) {
        List<Table.Row> rows = new ArrayList<>();
        for (ServerPart part : ServerPart.values()) {
            if (percent(methods, methods.of(part)) >= SHOWN_PERCENT) {
                rows.add(row(part.title(), methods, methods.of(part)));
                methods.top(part, METHODS)
                        .forEach(method -> rows.add(row("  " + method.name(), methods, method.samples())));
            }
        }
        return new Table(
                "Running Java code of Spanwire, " + title + " by part and method, in " + methods.total() + " samples",
                List.of("%"),
                rows);
    }

    private static Table.Row row(String title, MethodSamples methods, long samples) {
        return new Table.Row(title, List.of(percent(methods, samples)));
    }

    private static double percent(MethodSamples methods, long samples) {
        return samples * 100.0 / Math.max(1, methods.total());
    }
}
