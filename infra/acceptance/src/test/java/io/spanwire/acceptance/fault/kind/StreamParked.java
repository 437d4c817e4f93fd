package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.OwnerDatabase;
import io.spanwire.acceptance.harness.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A read model refuses every row of one room, whose stream is parked. Heal does what an operator does: it removes the
 * cause and runs {@code parked retry}.
 */
public final class StreamParked implements Fault {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Server server;
    private final OwnerDatabase owner;
    private final String stream;
    private long waiting;
    private Optional<Map.Entry<Integer, String>> retried = Optional.empty();

    /**
     * @param server the server whose settings the operator's command gets
     * @param stream a room with continuous posts
     */
    public StreamParked(Server server, String stream) {
        this.server = server;
        this.owner = server.backend().owner();
        this.stream = stream;
    }

    @Override
    public String name() {
        return "a read model refuses a stream, which is parked";
    }

    @Override
    public void inject() throws SQLException {
        waiting = 0;
        retried = Optional.empty();
        String room = stream.substring(stream.indexOf('/') + 1);
        owner.executeWith(
                "alter table read_model.chat_message add constraint not_this_room check (room <> %L) not valid", room);
        await(stream + " is parked").atMost(SOON).until(() -> countWaiting() > 0);
    }

    @Override
    public void heal() throws Exception {
        waiting = countWaiting();
        owner.execute("alter table read_model.chat_message drop constraint if exists not_this_room");
        if (waiting > 0) {
            retried = Optional.of(server.run("parked", "retry", stream));
        }
    }

    @Override
    public String prove() throws SQLException {
        assertThat(waiting).as("parked commands").isPositive();
        assertThat(retried.orElseThrow().getValue()).contains("none waiting");
        assertThat(retried.orElseThrow().getKey()).isZero();
        assertThat(countWaiting()).as("commands still parked").isZero();
        return stream + " was parked with " + waiting + " commands, then retried";
    }

    private long countWaiting() throws SQLException {
        return owner.number("select coalesce(sum(waiting), 0) from spanwire.parked_stream where stream = ?", stream);
    }
}
