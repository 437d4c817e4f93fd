package io.spanwire.edge.command;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Command ids (RFC 9562): a client's key, or a new version 7 UUID. A key that is a UUID is the id itself; any other stands for
 * a version 5 UUID named by the caller and the key, so that the same word of two callers is two commands.
 */
final class CommandIds {
    private static final UUID NAMESPACE = UUID.fromString("6f0d0c9e-3f5b-4d0a-9c53-5b1f6a1f2d27");
    private static final NameBasedGenerator NAMED = Generators.nameBasedGenerator(NAMESPACE);
    private static final int MAX_KEY_LENGTH = 255;
    private static final int MAX_QUOTED_LENGTH = 2 * MAX_KEY_LENGTH + 2;

    private final TimeBasedEpochRandomGenerator generator = Generators.timeBasedEpochRandomGenerator();
    private final Clock clock;

    CommandIds(Clock clock) {
        this.clock = clock;
    }

    UUID next() {
        return generator.construct(clock.millis());
    }

    /**
     * The id a key stands for, bare or as a string in quotes (RFC 9651), as the draft of {@code Idempotency-Key} wants it.
     *
     * @param subject of the caller
     * @throws ProblemException malformed, when it is not 1 to 255 visible ASCII characters
     */
    static UUID ofKey(String subject, String key) {
        String text = key.startsWith("\"") ? unquoted(key) : key;
        if (text.isEmpty()
                || text.length() > MAX_KEY_LENGTH
                || !text.chars().allMatch(each -> each > ' ' && each <= '~')) {
            throw malformed("A key has 1 to 255 visible ASCII characters, bare or as a string in quotes.");
        }
        return uuid(text).orElseGet(() -> NAMED.generate(subject + '\n' + text));
    }

    /**
     * Reads an id.
     *
     * @throws ProblemException malformed, when the text is no UUID in its one canonical form
     */
    static UUID parse(String text) {
        return uuid(text).orElseThrow(() -> malformed("The id of a command is a UUID."));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(each -> each.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException notUuid) {
            return Optional.empty();
        }
    }

    private static String unquoted(String string) {
        if (string.length() > MAX_QUOTED_LENGTH || !string.matches("\"([^\"\\\\]|\\\\[\"\\\\])*\"")) {
            throw malformed("A key in quotes is one string, with \\\\ in front of each quote or backslash in it.");
        }
        return string.substring(1, string.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(Problems.MALFORMED.because(detail));
    }
}
