package io.spanwire.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** JVM options of the servers: the defaults of {@code infra/up}, and an optional flight recording. */
record JavaOptions(Optional<Path> recording) {
    private static final List<String> DEFAULT = List.of("-Xmx512m", "-XX:+UseSerialGC");

    /** The options of the references: SPANWIRE_JAVA_OPTS, as for the product, or the defaults. */
    static List<String> plain() {
        return Optional.ofNullable(System.getenv("SPANWIRE_JAVA_OPTS"))
                .map(options -> List.of(options.strip().split("\\s+")))
                .orElse(DEFAULT);
    }

    /** Value of SPANWIRE_JAVA_OPTS for the product. The recording skips the start. */
    String profiled() {
        String options = String.join(" ", plain());
        return recording
                .map(file -> options + " -XX:StartFlightRecording=settings=profile,delay=20s,dumponexit=true,filename="
                        + file.toAbsolutePath())
                .orElse(options);
    }
}
