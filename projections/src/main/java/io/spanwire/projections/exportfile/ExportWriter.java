package io.spanwire.projections.exportfile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The writer of an export: header, events and outcomes in order, trailer. One thread; it does not close the stream. */
public final class ExportWriter {
    private final OutputStream out;
    private final Checksum checksum = new Checksum();
    private long events;
    private long outcomes;

    public ExportWriter(OutputStream out) {
        this.out = out;
    }

    public void header(ExportHeader header) throws IOException {
        write(header.json());
    }

    /** Writes the stored text of an event unchanged. */
    public void event(String body) throws IOException {
        events++;
        write(body);
    }

    /** Writes an outcome; one with events directly behind the last of them. */
    public void outcome(ExportedOutcome outcome) throws IOException {
        outcomes++;
        write(outcome.json());
    }

    /** Writes the last line and flushes. */
    public ExportTrailer trailer(String next) throws IOException {
        ExportTrailer trailer = new ExportTrailer(events, outcomes, next, checksum.hex());
        write(trailer.json());
        out.flush();
        return trailer;
    }

    public long events() {
        return events;
    }

    private void write(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        checksum.add(bytes);
        out.write(bytes);
        out.write('\n');
    }
}
