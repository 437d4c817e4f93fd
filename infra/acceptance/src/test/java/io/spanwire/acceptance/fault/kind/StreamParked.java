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
 * A read model refuses every row of one room, whose stream is parked; healed as an operator does it: the cause is mended, then
 * {@code parked retry} run.
 */
public final class StreamParked implements Fault {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Server server;
    private final OwnerDatabase owner;
    private final String stream;
    private long waiting;
    private Optional<Map.Entry<Integer, String>> retried = Optional.empty();

    /**
     * @param server whose settings the operator's command is given
     * @param stream a room that is posted to all the time
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
        await(stream + " is parked").atMost(SOON).until(() -> waiting() > 0);
    }

    @Override
    public void heal() throws Exception {
        waiting = waiting();
        owner.execute("alter table read_model.chat_message drop constraint if exists not_this_room");
        if (waiting > 0) {
            retried = Optional.of(server.run("parked", "retry", stream));
        }
    }

    @Override
    public String prove() throws SQLException {
        assertThat(waiting).as("commands parked").isPositive();
        assertThat(retried.orElseThrow().getValue()).contains("none waiting");
        assertThat(retried.orElseThrow().getKey()).isZero();
        assertThat(waiting()).as("commands still parked").isZero();
        return stream + " was parked with " + waiting + " commands, then retried";
    }

    private long waiting() throws SQLException {
        return owner.number("select coalesce(sum(waiting), 0) from spanwire.parked_stream where stream = ?", stream);
    }
}
