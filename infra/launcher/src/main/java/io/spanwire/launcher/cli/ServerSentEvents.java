package io.spanwire.launcher.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** A reader of server-sent events (WHATWG HTML, 9.2): {@code field: value} lines, each event ended by an empty line. */
final class ServerSentEvents {
    private final BufferedReader lines;

    ServerSentEvents(BufferedReader lines) {
        this.lines = lines;
    }

    /** One event; {@code id} is empty if it is not part of the history. */
    record Message(String id, String data) {}

    /** The next event with data; empty at the end of the stream. */
    Optional<Message> next() throws IOException {
        String id = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && data.length() > 0) {
                return Optional.of(new Message(id, data.substring(0, data.length() - 1)));
            }
            if (line.isEmpty()) {
                id = "";
            } else if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("data:")) {
                data.append(value(line)).append('\n');
            }
        }
        return Optional.empty();
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
