package io.spanwire.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingFollower;
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

/** Checks a run: waits until every subscriber has caught up, then compares the recorded history with the stored one. */
public final class HistoryVerdict {
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(40);

    private HistoryVerdict() {}

    /** Fails with all violations; returns the stored history. */
    public static StoredHistory check(
            Backend backend, SignedInUser user, Recorder recorder, List<RecordingSubscriber> subscribers)
            throws SQLException, IOException, InterruptedException, SocketLost {
        return check(backend, user, recorder, subscribers, List.of());
    }

    /** Likewise, with followers of the feed of all chats. */
    public static StoredHistory check(
            Backend backend,
            SignedInUser user,
            Recorder recorder,
            List<RecordingSubscriber> subscribers,
            List<RecordingFollower> followers)
            throws SQLException, IOException, InterruptedException, SocketLost {
        StoredHistory stored = new StoredHistoryReader(backend, user).read();
        for (RecordingSubscriber subscriber : subscribers) {
            await(subscriber.stream() + " reaches its head")
                    .atMost(CATCH_UP_TIMEOUT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> subscriber.lastVersion() >= head(stored, subscriber.stream()));
        }
        for (RecordingFollower follower : followers) {
            await("the feed reaches every head")
                    .atMost(CATCH_UP_TIMEOUT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> stored.streams().stream()
                            .filter(row -> RecordingFollower.follows(row.stream()))
                            .allMatch(row -> follower.lastVersion(row.stream()) >= row.version()));
        }
        subscribers.forEach(RecordingSubscriber::close);
        followers.forEach(RecordingFollower::close);
        assertThat(Checker.check(recorder.entries(), stored)).isEmpty();
        return stored;
    }

    /** The violations, without waiting for subscribers to catch up. */
    public static List<Violation> violations(Backend backend, SignedInUser user, Recorder recorder)
            throws SQLException, IOException, InterruptedException, SocketLost {
        return Checker.check(recorder.entries(), new StoredHistoryReader(backend, user).read());
    }

    private static long head(StoredHistory stored, String stream) {
        return stored.streams().stream()
                .filter(row -> row.stream().equals(stream))
                .mapToLong(StoredHistory.Stream::version)
                .findFirst()
                .orElse(0);
    }
}
