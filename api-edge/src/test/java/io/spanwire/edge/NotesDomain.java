package io.spanwire.edge;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessDecision;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A domain of notes: {@code note/secret} is closed, {@code note/club} is for members, others are open. */
public final class NotesDomain implements Domain {
    /** The state: all lines. */
    public record Note(List<String> lines) {
        Note written(RecordedEvent<NoteWritten> event) {
            return new Note(Stream.concat(lines.stream(), Stream.of(event.data().text()))
                    .toList());
        }
    }

    /** A command. */
    public record WriteNote(@NotNull @NotBlank @Size(max = 100) String text) {}

    /** A command that the fake lane rejects. */
    public record LockNote() {}

    /** An event. */
    public record NoteWritten(String text) {}

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("note", Note.class, new Note(List.of()))
                .command(
                        "write-note",
                        WriteNote.class,
                        (state, write, context) -> Decision.accept(new NoteWritten(write.text())))
                .command("lock-note", LockNote.class, (state, lock, context) -> Decision.reject("locked", "Locked."))
                .event("note-written", NoteWritten.class, Note::written)
                .rejection("locked", "The note is <locked>")
                .build());
    }

    @Override
    public List<View> views() {
        return List.of(
                View.named("note-lines", new Sql("note-lines.sql", "select line, text from lines"))
                        .parameter("note", ParameterType.TEXT)
                        .optional("since", ParameterType.TIMESTAMP)
                        .ofStream("note", "note")
                        .pagedBy("line", ParameterType.BIGINT)
                        .build(),
                View.named("members", new Sql("members.sql", "select name from members"))
                        .parameter("club", ParameterType.TEXT)
                        .optional("member", ParameterType.TEXT)
                        .pagedBy("name", ParameterType.TEXT)
                        .build());
    }

    @Override
    public Access access() {
        return new Access() {
            @Override
            public AccessDecision maySend(Caller caller, StreamId stream, String command) {
                return rule(caller, stream);
            }

            @Override
            public AccessDecision mayRead(Caller caller, StreamId stream) {
                return rule(caller, stream);
            }

            @Override
            public AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters) {
                return "secret".equals(parameters.get("note"))
                        ? AccessDecision.denied("It is secret.")
                        : AccessDecision.allowed();
            }
        };
    }

    private static AccessDecision rule(Caller caller, StreamId stream) {
        return switch (stream.key()) {
            case "secret" -> AccessDecision.denied("It is secret.");
            case "club" -> AccessDecision.ifRows("members", Map.of("club", "club", "member", caller.name()));
            default -> AccessDecision.allowed();
        };
    }
}
