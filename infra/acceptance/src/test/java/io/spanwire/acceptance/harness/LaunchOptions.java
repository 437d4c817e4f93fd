package io.spanwire.acceptance.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Options for starting the program.
 *
 * @param environment additional environment variables
 * @param overrides folders in front of the class path: their resources replace the program's
 */
public record LaunchOptions(Map<String, String> environment, List<Path> overrides) {
    /** The options of an ordinary start. */
    public static final LaunchOptions DEFAULT = new LaunchOptions(Map.of(), List.of());

    public LaunchOptions {
        environment = Map.copyOf(environment);
        overrides = List.copyOf(overrides);
    }
}
