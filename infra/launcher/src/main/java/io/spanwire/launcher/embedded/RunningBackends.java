package io.spanwire.launcher.embedded;

import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;

/** Where the broker and the database of a data folder are, for a second process: read from the folder, nothing is started. */
public record RunningBackends(String bootstrapServers, DatabaseEndpoint database) {
    /**
     * Reads the folder.
     *
     * @throws UserFacingException when no Spanwire ever ran on it, or it cannot be read
     */
    public static RunningBackends of(Path data) {
        try {
            return new RunningBackends(
                    LoopbackPorts.HOST + ":" + port(data.resolve("kafka"), "broker"),
                    DatabaseStart.facts(data.resolve("postgres"), port(data.resolve("postgres"), "postgres")));
        } catch (IOException e) {
            throw new UserFacingException(
                    "The data folder " + data + " does not tell where its parts are: " + e.getMessage(),
                    "Give the folder of a running Spanwire with --data, as the user who runs it.",
                    e);
        }
    }

    private static int port(Path home, String name) throws IOException {
        return LoopbackPorts.kept(home.resolve("ports.properties"), name);
    }
}
