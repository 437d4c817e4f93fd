package io.spanwire.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** JVM options of the servers: the defaults of {@code infra/up}, and an optional flight recording. */
record JavaOptions(Optional<Path> recording) {
    private static final List<String> DEFAULT = List.of("-Xmx512m", "-XX:+UseSerialGC");

    static List<String> plain() {
        return DEFAULT;
    }

    /** Value of SPANWIRE_JAVA_OPTS for the product: that of the environment, if set. The recording skips the start. */
    String profiled() {
        String options =
                Optional.ofNullable(System.getenv("SPANWIRE_JAVA_OPTS")).orElse(String.join(" ", DEFAULT));
        return recording
                .map(file -> options + " -XX:StartFlightRecording=settings=profile,delay=20s,dumponexit=true,filename="
                        + file.toAbsolutePath())
                .orElse(options);
    }
}
