package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.fault.kind.BackendFault;
import io.spanwire.acceptance.fault.kind.ConnectionsRefused;
import io.spanwire.acceptance.fault.kind.ConnectionsTaken;
import io.spanwire.acceptance.fault.kind.Deadlock;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.fault.kind.RowsLocked;
import io.spanwire.acceptance.fault.kind.StatementsRefused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PostgreSQL is away, late, full or locked. While it is away commands are accepted and wait, what needs it says so in time,
 * open sockets stay; afterwards everything goes on by itself.
 */
@Tag("long")
@Timeout(300)
class DatabaseIT extends WiredFixture {
    private static final String VIEW = "/api/views/room-messages?room=any";
    private static final Duration AWAY = Duration.ofSeconds(8);
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final String POSTGRES = "PostgreSQL";

    DatabaseIT() {
        super(WiredRun.ONE);
    }

    @Test
    void itRefusesConnections() throws Exception {
        away("refuses", new ConnectionsRefused("PostgreSQL refuses connections", installation.toDatabase()));
    }

    @Test
    void itStandsStill() throws Exception {
        away("frozen", BackendFault.frozen(POSTGRES, installation.database(), AWAY));
    }

    @Test
    void itIsStopped() throws Exception {
        away("stopped", BackendFault.stopped(POSTGRES, installation.database(), installation::startDatabase, AWAY));
    }

    @Test
    void itDies() throws Exception {
        away("dies", BackendFault.killed(POSTGRES, installation.database(), installation::startDatabase, AWAY));
    }

    @Test
    void itsPostmasterAloneDies() throws Exception {
        away("postmaster", BackendFault.beheaded(POSTGRES, installation.database(), installation::startDatabase, AWAY));
    }

    @Test
    void itHasNoConnectionLeft() throws Exception {
        away("connections", new ConnectionsTaken(installation));
    }

    @Test
    void itIsLate() throws Exception {
        goesOn("late", LinkFault.slow("PostgreSQL is 200 ms late", installation.toDatabase(), Duration.ofMillis(200)));
    }

    @Test
    void itsLinksAreNarrow() throws Exception {
        goesOn("narrow", LinkFault.narrow("PostgreSQL at 32 KiB/s", installation.toDatabase(), 32 << 10));
    }

    @Test
    void aLaneLosesADeadlock() throws Exception {
        goesOn("deadlock", new Deadlock(installation));
    }

    @Test
    void itRefusesTransactionsForReasonsThatPass() throws Exception {
        goesOn("serialization", StatementsRefused.serialization(installation));
    }

    @Test
    void itIsOutOfMemoryNowAndThen() throws Exception {
        goesOn("memory", StatementsRefused.outOfMemory(installation));
    }

    @Test
    void thePartitionsRowsAreLocked() throws Exception {
        waits("partitions", RowsLocked.partitions(installation));
    }

    @Test
    void aReadModelIsLocked() throws Exception {
        waits("read-model", RowsLocked.readModel(installation, "chat_message"));
    }

    /** Nothing that needs the database works, and everything else does. */
    private void away(String name, Fault fault) throws Exception {
        String room = "chat/" + name + "-1";
        Probe edge = wired.askEdge();
        Probe hub = wired.askHub();
        Probe.Sent[] sent = new Probe.Sent[1];
        try (FaultRun run = wired.run(name, 4, 41)) {
            run.untilAccepted(40);
            List<Integer> subscriptions = subscriptions(run);
            wired.through(fault, run, () -> {
                try (WebSocketClient socket = wired.socketOf(edge)) {
                    assertThat(edge.subscribe(socket, room)).as("over a socket").isEqualTo(503);
                }
                sent[0] = edge.post(room);
                sent[0].timed().assertStatus(202, BOUNDED);
                String location = sent[0].timed().reply().header("location");
                assertThat(location).isEqualTo("/api/commands/" + sent[0].id());
                edge.get(location).assertUnavailable(BOUNDED);
                edge.get(VIEW).assertUnavailable(BOUNDED);
                hub.get("/api/streams/" + room + "/events?after=0").assertUnavailable(BOUNDED);
            });
            sent[0].settle();
            assertThat(subscriptions(run)).as("open sockets stay").isEqualTo(subscriptions);
            run.verdict(true);
        }
    }

    /** Nothing is decided, but everything can be read. */
    private void waits(String name, Fault fault) throws Exception {
        Probe edge = wired.askEdge();
        Probe hub = wired.askHub();
        try (FaultRun run = wired.run(name, 4, 42)) {
            Probe.Sent[] sent = new Probe.Sent[1];
            wired.through(fault, run, () -> {
                sent[0] = edge.post("chat/" + name + "-1");
                sent[0].timed().assertStatus(202, BOUNDED);
                edge.get(VIEW).assertStatus(200, BOUNDED);
                hub.get("/api/streams/chat/" + name + "-1/events?after=0").assertStatus(200, BOUNDED);
            });
            sent[0].settle();
            run.verdict(true);
        }
    }

    /** It is slower, that is all. */
    private void goesOn(String name, Fault fault) throws Exception {
        try (FaultRun run = wired.run(name, 4, 43)) {
            wired.through(fault, run, () -> StreamMotion.of(run).untilAllMove());
            run.verdict(true);
        }
    }

    private static List<Integer> subscriptions(FaultRun run) {
        return run.feeds().stream().map(RecordingSubscriber::subscriptions).toList();
    }
}
