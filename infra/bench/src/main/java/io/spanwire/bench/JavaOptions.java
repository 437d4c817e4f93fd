package io.spanwire.bench;

import java.util.List;
import java.util.Optional;

/** JVM options of the servers: SPANWIRE_JAVA_OPTS or the defaults of {@code infra/up}. */
final class JavaOptions {
    private static final List<String> DEFAULT = List.of("-Xmx512m", "-XX:+UseSerialGC");

    /** Stacks of Vert.x and Netty are deep. With an option of the recorder, the script writes no archive of classes. */
    private static final String RECORDER = " -XX:FlightRecorderOptions=stackdepth=128";

    private JavaOptions() {}

    static List<String> plain() {
        return Optional.ofNullable(System.getenv("SPANWIRE_JAVA_OPTS"))
                .map(options -> List.of(options.strip().split("\\s+")))
                .orElse(DEFAULT);
    }

    /** Value of SPANWIRE_JAVA_OPTS for a product that can be recorded. */
    static String recorded() {
        return String.join(" ", plain()) + RECORDER;
    }
}
