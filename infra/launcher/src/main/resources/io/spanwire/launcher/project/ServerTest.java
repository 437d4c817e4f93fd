package {{package}};

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.testing.SpanwireServer;
import io.spanwire.testing.SpanwireTest;
import {{package}}.{{Name}}Command.AddEntry;
import {{package}}.{{Name}}Command.Open;
import {{package}}.{{Name}}Event.EntryAdded;
import {{package}}.{{Name}}Event.Opened;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole way: HTTPS, validation, access rules, decision, tables, events. */
@SpanwireTest({{Name}}Domain.class)
class {{Name}}ServerTest {
    @Test
    void whatIsSentIsSeen(SpanwireServer server) {
        // given
        String stream = server.stream("{{name}}");
        server.as("ann").send(stream, new Open("First")).thenAccepted();

        // when
        server.as("bob").send(stream, new AddEntry("hello")).thenAccepted();

        // then
        assertThat(server.events(stream)).containsExactly(new Opened("First"), new EntryAdded("hello"));
        assertThat(server.as("ann").view("{{name}}-entries", Map.of("key", stream.substring(stream.indexOf('/') + 1))))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("author", "bob").containsEntry("text", "hello"));
    }

    @Test
    void whatIsInvalidOrRejectedIsSaid(SpanwireServer server) {
        String stream = server.stream("{{name}}");
        server.as("bob").send(stream, new Open(" ")).thenInvalid("/title");
        server.as("bob").send(stream, new AddEntry("hello")).thenRejected({{Name}}.NOT_OPEN);
    }
}
