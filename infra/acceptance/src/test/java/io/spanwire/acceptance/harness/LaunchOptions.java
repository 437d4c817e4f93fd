package io.spanwire.acceptance.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the program is started, when not plainly.
 *
 * @param environment more of it
 * @param inFront folders in front of its class path: a resource in one of them takes the place of the program's own
 */
public record LaunchOptions(Map<String, String> environment, List<Path> inFront) {
    /** As anybody starts it. */
    public static final LaunchOptions PLAIN = new LaunchOptions(Map.of(), List.of());

    public LaunchOptions {
        environment = Map.copyOf(environment);
        inFront = List.copyOf(inFront);
    }
}
