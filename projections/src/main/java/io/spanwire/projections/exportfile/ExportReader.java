package io.spanwire.projections.exportfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.message.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reader of an export, which checks everything that can be known without an installation. One thread.
 *
 * <h2>What is checked</h2>
 *
 * Every line is UTF-8, one JSON object of a known shape and not too long; every event can be read by the domains, is of
 * a stream that the header names, and follows the event before it in its stream; the events of a command stand together
 * and its outcome, which must fit them, directly behind; nothing follows the trailer, and its counts and checksum fit.
 */
public final class ExportReader {
    /** Twice the largest request body that can be set. */
    private static final int MAX_LINE = 32 << 20;

    private static final int REMEMBERED_STREAMS = 200_000;

    private final LineReader lines;
    private final EventLines events;
    private final Checksum checksum = new Checksum();
    private final ExportHeader header;
    private final StreamOrder order;
    private final List<ExportedEvent> open = new ArrayList<>();
    private long eventCount;
    private long outcomeCount;
    private @Nullable ExportTrailer trailer;

    /** @throws BrokenExport when the first line is no header */
    public ExportReader(InputStream in, Domains domains) throws IOException {
        this.lines = new LineReader(in, MAX_LINE);
        this.events = new EventLines(domains);
        this.header = header(lines.next());
        this.order = new StreamOrder(REMEMBERED_STREAMS, header.from().isPresent());
    }

    public ExportHeader header() {
        return header;
    }

    /** The trailer, once {@link #next} has returned empty. */
    public ExportTrailer trailer() {
        if (trailer == null) {
            throw new IllegalStateException("The file has not been read to its end");
        }
        return trailer;
    }

    /** The number of the line read last. */
    public long line() {
        return lines.number();
    }

    /**
     * The next command; empty behind the last, when the whole file has proved to be complete and unchanged.
     *
     * @throws BrokenExport when a line is not as it should be
     */
    public Optional<ExportedCommand> next() throws IOException {
        while (trailer == null) {
            byte[] line = lines.next().orElseThrow(() -> BrokenExport.truncated(lines.number()));
            Optional<ExportedCommand> command = read(line);
            if (command.isPresent()) {
                return command;
            }
        }
        return Optional.empty();
    }

    private Optional<ExportedCommand> read(byte[] line) throws IOException {
        String text = text(line);
        JsonNode json = json(text);
        if (json.has(ExportTrailer.SUM)) {
            end(json);
            return Optional.empty();
        }
        checksum.add(line);
        if (json.has(ExportedOutcome.KIND)) {
            return Optional.of(command(parsed(() -> ExportedOutcome.read(json))));
        }
        if (!json.has("specversion")) {
            throw broken("is neither an event nor an outcome nor the end", null);
        }
        add(events.read(lines.number(), text, json));
        return Optional.empty();
    }

    private void add(ExportedEvent event) {
        eventCount++;
        if (!header.scope().contains(event.stream())) {
            throw broken(
                    event.stream() + " is not of the exported streams "
                            + header.scope().text(),
                    null);
        }
        if (!open.isEmpty() && !sameCommand(event, open.get(0))) {
            throw broken(
                    "the outcome of command " + open.get(0).event().recorded().command()
                            + " should stand before this event",
                    null);
        }
        order.add(event.stream(), event.version()).ifPresent(expected -> {
            throw broken(
                    "version " + event.version() + " of " + event.stream() + " stands where version " + expected
                            + " should be",
                    null);
        });
        open.add(event);
    }

    private static boolean sameCommand(ExportedEvent event, ExportedEvent first) {
        return event.event()
                        .recorded()
                        .command()
                        .equals(first.event().recorded().command())
                && event.stream().equals(first.stream());
    }

    private ExportedCommand command(ExportedOutcome outcome) {
        outcomeCount++;
        if (!header.scope().contains(outcome.outcome().stream())) {
            throw broken(
                    outcome.outcome().stream() + " is not of the exported streams "
                            + header.scope().text(),
                    null);
        }
        if (outcome.events() != open.size() || !open.stream().allMatch(event -> belongsTo(outcome.outcome(), event))) {
            throw broken(
                    "the outcome of command " + outcome.outcome().command() + " does not fit the events before it",
                    null);
        }
        ExportedCommand command = new ExportedCommand(lines.number(), open, outcome);
        open.clear();
        return command;
    }

    private static boolean belongsTo(Outcome outcome, ExportedEvent event) {
        return outcome instanceof Outcome.Accepted accepted
                && event.event().recorded().command().equals(accepted.command())
                && event.stream().equals(accepted.stream())
                && event.version() <= accepted.version()
                && event.version() > accepted.version() - accepted.events();
    }

    private void end(JsonNode json) throws IOException {
        ExportTrailer found = parsed(() -> ExportTrailer.read(json));
        if (!open.isEmpty()) {
            throw broken("the outcome of the events before it is missing", null);
        }
        if (found.events() != eventCount || found.outcomes() != outcomeCount) {
            throw BrokenExport.changed("it counts " + found.events() + " events and " + found.outcomes()
                    + " outcomes, and the file has " + eventCount + " and " + outcomeCount);
        }
        if (!found.sha256().equals(checksum.hex())) {
            throw BrokenExport.changed("the checksum is another one");
        }
        if (lines.next().isPresent()) {
            throw broken("follows the end of the export", null);
        }
        trailer = found;
    }

    private ExportHeader header(Optional<byte[]> line) {
        if (line.isEmpty()) {
            throw BrokenExport.truncated(0);
        }
        JsonNode json = json(text(line.get()));
        if (!json.has(ExportHeader.FORMAT)) {
            throw broken("does not begin an export of Spanwire", null);
        }
        checksum.add(line.get());
        return parsed(() -> ExportHeader.read(json));
    }

    private String text(byte[] line) {
        try {
            return LineReader.text(line);
        } catch (CharacterCodingException other) {
            throw broken("is not UTF-8", other);
        }
    }

    private JsonNode json(String text) {
        try {
            JsonNode json = Json.reread(text);
            if (!json.isObject()) {
                throw broken("is no JSON object", null);
            }
            return json;
        } catch (MalformedJson other) {
            throw broken("is no JSON", other);
        }
    }

    private <T> T parsed(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException wrong) {
            throw broken(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private BrokenExport broken(String reason, @Nullable Throwable cause) {
        return BrokenExport.line(lines.number(), reason, cause);
    }
}
