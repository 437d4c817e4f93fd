package io.spanwire.edge.command;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.spanwire.bus.message.DerivedIds;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Command ids (RFC 9562): from a client's key, or a new version 7 UUID. A key that is a UUID is the id itself, unless it
 * is like the ids of reactions and timers; any
 * other key becomes a version 5 UUID of caller and key, so that the same key of two callers names two commands.
 */
final class CommandIds {
    private static final UUID NAMESPACE = UUID.fromString("6f0d0c9e-3f5b-4d0a-9c53-5b1f6a1f2d27");
    private static final NameBasedGenerator NAMED = Generators.nameBasedGenerator(NAMESPACE);
    private static final int MAX_KEY_LENGTH = 255;
    private static final int MAX_QUOTED_LENGTH = 2 * MAX_KEY_LENGTH + 2;

    private static final long VERSION_7 = 0x7000;
    private static final long RANDOM_A = 0x0FFF;
    private static final long VARIANT = 1L << 63;

    private final SecureNumbers random = new SecureNumbers();
    private final Clock clock;

    CommandIds(Clock clock) {
        this.clock = clock;
    }

    /** A new version 7 UUID: the milliseconds, then 74 random bits. */
    UUID next() {
        long time = clock.millis() << 16;
        return new UUID(time | VERSION_7 | (random.next() & RANDOM_A), VARIANT | (random.next() >>> 2));
    }

    /**
     * Converts a key, bare or as a quoted string (RFC 9651), as the draft of {@code Idempotency-Key} specifies.
     *
     * @throws ProblemException malformed, unless it has 1 to 255 visible ASCII characters
     */
    static UUID ofKey(String subject, String key) {
        String text = key.startsWith("\"") ? unquoted(key) : key;
        if (text.isEmpty()
                || text.length() > MAX_KEY_LENGTH
                || !text.chars().allMatch(each -> each > ' ' && each <= '~')) {
            throw malformed("A key must have 1 to 255 visible ASCII characters, bare or as a quoted string.");
        }
        return uuid(text)
                .filter(id -> !DerivedIds.isDerived(id))
                .orElseGet(() -> NAMED.generate(subject + '\n' + text));
    }

    /** @throws ProblemException malformed, when the text is not a UUID in canonical form */
    static UUID parse(String text) {
        return uuid(text).orElseThrow(() -> malformed("The id of a command must be a UUID."));
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
            throw malformed("A quoted key must be one string, with \\\\ before each quote or backslash in it.");
        }
        return string.substring(1, string.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(Problems.MALFORMED.because(detail));
    }
}
