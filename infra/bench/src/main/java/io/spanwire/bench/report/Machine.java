package io.spanwire.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that the bench runs on. */
public record Machine(String processor, int cores, String java, String kernel, double loadAverage) {

    public static Machine current() {
        return new Machine(
                valueOf("/proc/cpuinfo", "model name"),
                Integer.getInteger("spanwire.bench.cores", Runtime.getRuntime().availableProcessors()),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Double.parseDouble(firstWord("/proc/loadavg")));
    }

    private static String valueOf(String file, String label) {
        return lines(file)
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }

    private static String firstWord(String file) {
        return lines(file).findFirst().map(line -> line.split(" ", 2)[0]).orElse("0");
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException unknown) {
            return Stream.empty();
        }
    }

    public String description() {
        return processor + ", " + cores + " cores, " + java + ", " + kernel + ", load average before: " + loadAverage;
    }
}
