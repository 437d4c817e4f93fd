package io.spanwire.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.history.Checker;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.history.StoredHistory;
import io.spanwire.acceptance.history.Violation;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Ends a run: waits until everybody has everything, then holds the history against what the server kept. */
public final class HistoryVerdict {
    private static final Duration CATCH_UP = Duration.ofSeconds(40);

    private HistoryVerdict() {}

    /** Fails with every violation; what was kept, for further questions. */
    public static StoredHistory of(
            Backend backend, SignedInUser person, Recorder recorder, List<RecordingSubscriber> feeds)
            throws SQLException, IOException, InterruptedException, SocketLost {
        StoredHistory kept = new StoredHistoryReader(backend, person).read();
        for (RecordingSubscriber feed : feeds) {
            await(feed.stream() + " reaches its head")
                    .atMost(CATCH_UP)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> feed.reached() >= head(kept, feed.stream()));
        }
        feeds.forEach(RecordingSubscriber::close);
        assertThat(Checker.check(recorder.entries(), kept)).isEmpty();
        return kept;
    }

    /** What the checker says without waiting for anybody: subscriptions may have less than everything. */
    public static List<Violation> findings(Backend backend, SignedInUser person, Recorder recorder)
            throws SQLException, IOException, InterruptedException, SocketLost {
        StoredHistory kept = new StoredHistoryReader(backend, person).read();
        return Checker.check(recorder.entries(), kept);
    }

    private static long head(StoredHistory kept, String stream) {
        return kept.streams().stream()
                .filter(row -> row.stream().equals(stream))
                .mapToLong(StoredHistory.Stream::version)
                .findFirst()
                .orElse(0);
    }
}
