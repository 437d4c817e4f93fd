package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.fault.kind.InvalidRecords;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records in the command log that are no commands are stored, and the commands behind them are decided. */
@ExtendWith(SharedServer.class)
class InvalidRecordsIT {
    private final Server server;

    InvalidRecordsIT(Server server) {
        this.server = server;
    }

    @Test
    void invalidRecordsAreStoredAndTheirLaneContinues() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        String room = Streams.chat();
        assertThat(post(ann, room, "one").status()).isEqualTo(200);
        InvalidRecords records = new InvalidRecords(server.backend());

        records.inject();

        assertThat(records.prove()).contains("4");
        HttpReply next = post(ann, room, "two");
        assertThat(next.status()).as(next.body()).isEqualTo(200);
        assertThat(next.json().path("version").asLong()).isEqualTo(2);
    }

    private static HttpReply post(SignedInUser user, String room, String text) throws Exception {
        return user.post(room, "post-message", "{\"text\":\"" + text + "\"}", Map.of());
    }
}
