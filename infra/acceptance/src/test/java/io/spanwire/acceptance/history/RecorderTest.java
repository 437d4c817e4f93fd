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
    void everyEntryComesBackAsItWas(@TempDir Path folder) throws IOException {
        UUID id = UUID.randomUUID();
        List<Entry> entries = List.of(
                new Entry.Invoked(1, "u-1", id, "chat/a", "post-message", "{\"text\":\"\\u0000é\\n\"}", null),
                new Entry.Invoked(2, "u-1", id, "chat/a", "post-message", "{}", 7L),
                new Entry.Answered(3, id, new Answer.Accepted(8, 1)),
                new Entry.Answered(4, id, new Answer.Rejected("too-old")),
                new Entry.Answered(5, id, new Answer.Refused("invalid")),
                new Entry.Answered(6, id, new Answer.Unknown("time-out")),
                new Entry.Watching(7, "w", "chat/a", 0, "epoch"),
                new Entry.Seen(8, "w", 1, "{\"a\":\"line\nbreak\"}"),
                new Entry.CaughtUp(9, "w", 1),
                new Entry.Left(10, "w"),
                new Entry.Read(12, 11, "chat/a", 1));

        Path file = folder.resolve("history.jsonl");
        try (Recorder recorder = Recorder.to(file)) {
            entries.forEach(recorder::record);

            assertThat(recorder.entries()).isEqualTo(entries);
            assertThat(Files.readAllLines(file)).hasSameSizeAs(entries);
        }
    }
}
