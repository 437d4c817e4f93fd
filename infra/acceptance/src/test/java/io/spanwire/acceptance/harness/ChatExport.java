package io.spanwire.acceptance.harness;

import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.exportfile.ExportHeader;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportWriter;
import io.spanwire.projections.exportfile.ExportedOutcome;
import io.spanwire.projections.exportfile.HistoryToken;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An exported history of chat rooms that is made up: one message a command, of about 300 bytes. */
public final class ChatExport {
    private static final UUID EPOCH = UUID.fromString("c57f34fa-0000-4000-8000-000000000001");
    private static final Instant BEGIN = Instant.parse("2026-11-01T10:00:00Z");

    private ChatExport() {}

    /** Writes a file with this many messages in the rooms {@code chat/made-up-0} to {@code -<rooms - 1>}. */
    public static Path write(Path file, int messages, int rooms) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ExportWriter writer = new ExportWriter(out);
            writer.header(new ExportHeader(EPOCH, BEGIN, ExportScope.EVERYTHING, Optional.empty()));
            for (int message = 0; message < messages; message++) {
                write(writer, message, rooms);
            }
            writer.trailer(HistoryToken.beginning(EPOCH, 1).text());
        }
        return file;
    }

    private static void write(ExportWriter writer, int message, int rooms) throws IOException {
        StreamId room = new StreamId("chat", "made-up-" + message % rooms);
        long version = message / rooms + 1L;
        Instant at = BEGIN.plusMillis(message);
        UUID command = new UUID(0x0190_0000_0000_7000L, message);
        EventJson.Envelope envelope =
                new EventJson.Envelope(room, version, "chat.message-posted", at, "guest-made-up", command);
        writer.event(EventJson.write(
                envelope, "{\"author\":\"Ann\",\"text\":\"message " + message + " of a made-up conversation\"}"));
        writer.outcome(new ExportedOutcome(
                new Outcome.Accepted(command, room, "fingerprint-of-a-message", "guest-made-up", version, 1),
                "post-message",
                at));
    }
}
