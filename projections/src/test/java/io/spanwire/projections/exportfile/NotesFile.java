package io.spanwire.projections.exportfile;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An export of a small domain, notes, that a test writes and damages. */
final class NotesFile {
    static final Domains DOMAINS = Domains.of(List.of(new Notes()));
    static final UUID EPOCH = UUID.fromString("c57f34fa-0000-4000-8000-000000000001");
    static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");
    static final String NEXT = HistoryToken.beginning(EPOCH, 2).text();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ExportWriter writer = new ExportWriter(bytes);

    record Write(String text) {}

    record Written(String text) {}

    private static final class Notes implements Domain {
        @Override
        public String name() {
            return "notes";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of(StreamType.of("note", String.class, "")
                    .command("write", Write.class, (state, command, context) -> Decision.accept(new Written("")))
                    .event("written", Written.class, (state, event) -> event.data()
                            .text())
                    .build());
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** A file with this scope, without commands so far. */
    static NotesFile of(String scope, Optional<String> from) {
        NotesFile file = new NotesFile();
        run(() -> file.writer.header(new ExportHeader(EPOCH, AT, ExportScope.parse(scope), from)));
        return file;
    }

    static NotesFile empty() {
        return of("*", Optional.empty());
    }

    /** Adds a command with events of these versions, and its outcome. */
    NotesFile written(String key, long... versions) {
        UUID command = UUID.randomUUID();
        for (long version : versions) {
            run(() -> writer.event(event(key, version, command)));
        }
        return outcome(accepted(key, command, versions[versions.length - 1], versions.length));
    }

    NotesFile rejected(String key) {
        Problem problem = Problem.of("too-late", 409, "Too late", "Too \"late\" for note/" + key);
        return outcome(new Outcome.Rejected(UUID.randomUUID(), new StreamId("note", key), "f-2", "u-1", problem));
    }

    NotesFile outcome(Outcome outcome) {
        run(() -> writer.outcome(new ExportedOutcome(outcome, "write", AT)));
        return this;
    }

    static Outcome accepted(String key, UUID command, long version, int events) {
        return new Outcome.Accepted(command, new StreamId("note", key), "f-1", "u-1", version, events);
    }

    static String event(String key, long version, UUID command) {
        return EventJson.write(
                new EventJson.Envelope(new StreamId("note", key), version, "note.written", AT, "u-\"1\"", command),
                "{\"text\":\"" + key + version + "\"}");
    }

    /** The complete file. */
    String text() {
        run(() -> writer.trailer(NEXT));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The lines of the complete file. */
    List<String> lines() {
        return new ArrayList<>(text().lines().toList());
    }

    static ExportReader open(String text) {
        try {
            return new ExportReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), DOMAINS);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads a file to its end. */
    static List<ExportedCommand> read(String text) {
        ExportReader reader = open(text);
        List<ExportedCommand> commands = new ArrayList<>();
        run(() -> {
            for (Optional<ExportedCommand> next = reader.next(); next.isPresent(); next = reader.next()) {
                commands.add(next.get());
            }
        });
        return commands;
    }

    private static void run(Writing writing) {
        try {
            writing.run();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
