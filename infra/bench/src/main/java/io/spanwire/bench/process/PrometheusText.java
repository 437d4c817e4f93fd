package io.spanwire.bench.process;

/** Reads values from Prometheus' text format. */
final class PrometheusText {
    private PrometheusText() {}

    /** The sum of a metric over all its labels; 0 when it is not there. */
    static double sum(String text, String metric) {
        return text.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(valueOf(line)))
                .sum();
    }

    /** The value follows the labels, whose values may contain spaces; a timestamp may follow it. */
    private static String valueOf(String line) {
        return line.substring(Math.max(line.indexOf(' '), line.lastIndexOf('}') + 1))
                .strip()
                .split(" ", -1)[0];
    }
}
