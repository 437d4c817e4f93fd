package io.spanwire.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the server JVMs run with: the defaults of {@code infra/up}, and a flight recording on request. */
record JavaOptions(Optional<Path> recording) {
    private static final List<String> DEFAULT = List.of("-Xmx512m", "-XX:+UseSerialGC");

    static List<String> plain() {
        return DEFAULT;
    }

    /** For the product, in the form of SPANWIRE_JAVA_OPTS; what the environment says is kept. The start is left out. */
    String profiled() {
        String given = Optional.ofNullable(System.getenv("SPANWIRE_JAVA_OPTS")).orElse(String.join(" ", DEFAULT));
        return recording
                .map(file -> given + " -XX:StartFlightRecording=settings=profile,delay=20s,dumponexit=true,filename="
                        + file.toAbsolutePath())
                .orElse(given);
    }
}
