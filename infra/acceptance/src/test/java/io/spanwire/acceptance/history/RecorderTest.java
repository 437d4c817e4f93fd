package io.spanwire.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @Test
    void entriesAreReadBackUnchanged(@TempDir Path folder) throws IOException {
        UUID id = UUID.randomUUID();
        List<HistoryEntry> entries = List.of(
                new HistoryEntry.Invoked(1, "u-1", id, "chat/a", "post-message", "{\"text\":\"\\u0000é\\n\"}", null),
                new HistoryEntry.Invoked(2, "u-1", id, "chat/a", "post-message", "{}", 7L),
                new HistoryEntry.AttemptEnded(3, id, new AttemptResult.Accepted(8, 1)),
                new HistoryEntry.AttemptEnded(4, id, new AttemptResult.Rejected("too-old")),
                new HistoryEntry.AttemptEnded(5, id, new AttemptResult.Refused("invalid")),
                new HistoryEntry.AttemptEnded(6, id, new AttemptResult.Failed("undecidable")),
                new HistoryEntry.AttemptEnded(6, id, new AttemptResult.Unknown("timeout")),
                new HistoryEntry.Subscribed(7, "w", "chat/a", 0, "epoch"),
                new HistoryEntry.Received(8, "w", 1, "{\"a\":\"line\nbreak\"}"),
                new HistoryEntry.CaughtUp(9, "w", 1),
                new HistoryEntry.SubscriptionEnded(10, "w"),
                new HistoryEntry.Read(12, 11, "chat/a", 1));

        Path file = folder.resolve("history.jsonl");
        try (Recorder recorder = Recorder.to(file)) {
            entries.forEach(recorder::record);

            assertThat(recorder.entries()).isEqualTo(entries);
            assertThat(Files.readAllLines(file)).hasSameSizeAs(entries);
        }
    }
}
