package io.spanwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final String STREAM =
            """
            retry: 2000
            id: 0@e

            id: 1@e
            data: {"version":1}

            id: 2@e
            data: {"data":"d"}

            event: caught-up
            data: {"version":2}

            """;

    @Test
    void countsDataUntilCaughtUpWhereverChunksBegin() {
        for (int cut = 0; cut < STREAM.length(); cut++) {
            EventLines lines = new EventLines();
            int first = lines.count(Buffer.buffer(STREAM.substring(0, cut)), 'd', 'e');
            int second = lines.count(Buffer.buffer(STREAM.substring(cut)), 'd', 'e');

            assertThat(first + second).as("cut at %d", cut).isEqualTo(2);
            assertThat(lines.ended()).isTrue();
        }
    }

    @Test
    void notEndedBeforeLastLine() {
        EventLines lines = new EventLines();

        assertThat(lines.count(Buffer.buffer("data: {\"e\":1}\n"), 'd', 'e')).isEqualTo(1);
        assertThat(lines.ended()).isFalse();
    }
}
