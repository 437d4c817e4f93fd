package io.spanwire.edge.command;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Command ids: the client's {@code Idempotency-Key}, else a new version 7 UUID (RFC 9562). */
final class CommandIds {
    private static final int UUID_LENGTH = 36;

    private final TimeBasedEpochRandomGenerator generator = Generators.timeBasedEpochRandomGenerator();
    private final Clock clock;

    CommandIds(Clock clock) {
        this.clock = clock;
    }

    UUID next() {
        return generator.construct(clock.millis());
    }

    /**
     * A key as the client sent it, bare or in quotes as the IETF's draft of the header wants it.
     *
     * @throws ProblemException malformed, when it is no UUID
     */
    static Optional<UUID> key(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        int end = header.length() - 1;
        boolean quoted = end > 1 && header.charAt(0) == '"' && header.charAt(end) == '"';
        return Optional.of(parse(quoted ? header.substring(1, end) : header));
    }

    /**
     * Reads an id.
     *
     * @throws ProblemException malformed, when the text is no UUID in its one canonical form
     */
    static UUID parse(String text) {
        try {
            if (text.length() == UUID_LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException notUuid) {
            throw malformed();
        }
        throw malformed();
    }

    private static ProblemException malformed() {
        return new ProblemException(Problems.MALFORMED.because("The id of a command is a UUID."));
    }
}
