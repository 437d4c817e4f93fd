package io.spanwire.projections.transfer;

import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.exportfile.ExportHeader;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportWriter;
import io.spanwire.projections.exportfile.ExportedOutcome;
import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.transfer.GuestsDomain.NameChosen;
import io.spanwire.projections.transfer.GuestsDomain.Said;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A history of guests as a file, written by a test; each command is a second later than the one before. */
final class GuestsFile {
    private static final UUID EPOCH = UUID.fromString("c57f34fa-0000-4000-8000-000000000001");
    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00.123Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ExportWriter writer = new ExportWriter(bytes);
    private final Map<String, Long> versions = new HashMap<>();
    private int commands;

    GuestsFile() throws IOException {
        this(Optional.empty());
    }

    /** The continuation of another file of this test. */
    GuestsFile(GuestsFile before) throws IOException {
        this(Optional.of("token"));
        versions.putAll(before.versions);
        commands = before.commands;
    }

    private GuestsFile(Optional<String> from) throws IOException {
        writer.header(new ExportHeader(EPOCH, BEGIN, ExportScope.EVERYTHING, from));
    }

    /** Adds a command with these events. */
    GuestsFile add(String guest, Object... events) throws IOException {
        UUID command = nextId();
        long version = versions.getOrDefault(guest, 0L);
        for (Object event : events) {
            version++;
            EventJson.Envelope envelope =
                    new EventJson.Envelope(stream(guest), version, type(event), at(), "u-" + guest, command);
            writer.event(EventJson.write(envelope, Json.write(event)));
        }
        versions.put(guest, version);
        return outcome(
                new Outcome.Accepted(command, stream(guest), "f-" + commands, "u-" + guest, version, events.length));
    }

    GuestsFile say(String guest, String text) throws IOException {
        return add(guest, new GuestsDomain.Said(text));
    }

    GuestsFile reject(String guest) throws IOException {
        Problem problem = Problem.of("rude", 409, "Rude", "Do not say \"that\", guest/" + guest + " \u00e9");
        return outcome(new Outcome.Rejected(nextId(), stream(guest), "f-" + commands, "u-" + guest, problem));
    }

    private GuestsFile outcome(Outcome outcome) throws IOException {
        writer.outcome(new ExportedOutcome(outcome, "say", at()));
        return this;
    }

    private UUID nextId() {
        commands++;
        return new UUID(7, commands);
    }

    private Instant at() {
        return BEGIN.plusSeconds(commands);
    }

    String text() throws IOException {
        writer.trailer(HistoryToken.beginning(EPOCH, 1).text());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static StreamId stream(String guest) {
        return new StreamId("guest", guest);
    }

    private static String type(Object event) {
        return event instanceof GuestsDomain.Said
                ? "guest.said"
                : event instanceof GuestsDomain.NameChosen ? "guest.name-chosen" : "guest.name-released";
    }

    /** Some guests say {@code count} times two things; then there are rejections and a name. */
    static GuestsFile talk(int count) throws Exception {
        GuestsFile file = new GuestsFile();
        for (int i = 0; i < count; i++) {
            file.add("g" + i % 17, new Said("text " + i + " \u00e9\u2028"), new Said("more"));
            if (i % 10 == 0) {
                file.reject("g" + i % 17);
            }
        }
        return file.add("named", new NameChosen("king"), new Said("I am"));
    }
}
