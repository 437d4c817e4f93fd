package io.spanwire.samples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Problem.Pointer;
import io.spanwire.bus.schema.CommandSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The validation of commands. */
class ChatCommandTest {
    private final CommandSchemas schemas = new CommandSchemas(Domains.of(List.of(new ChatDomain())));

    @Test
    void textHasOneToFourThousandCharacters() {
        assertThat(faults("post-message", "{\"text\":\"" + "a".repeat(4000) + "\"}"))
                .isEmpty();
        assertThat(faults("post-message", "{\"text\":\"" + "a".repeat(4001) + "\"}"))
                .containsExactly("/text");
        assertThat(faults("post-message", "{\"text\":\" \\n\"}")).containsExactly("/text");
        assertThat(faults("post-message", "{\"text\":1}")).containsExactly("/text");
    }

    @Test
    void messageIsIdentifiedByAVersion() {
        assertThat(faults("delete-message", "{\"message\":1}")).isEmpty();
        assertThat(faults("delete-message", "{\"message\":0}")).containsExactly("/message");
        assertThat(faults("delete-message", "{}")).containsExactly("/message");
    }

    private List<String> faults(String command, String data) {
        return schemas.of("chat", command).orElseThrow().validate(Json.parse(data)).stream()
                .map(Pointer::pointer)
                .toList();
    }
}
