package io.spanwire.edge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandIdsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final String CANONICAL = "018f3c5e-0000-7000-8000-000000000001";

    @Test
    void newIdsAreOfVersion7AndAllDifferent() throws Exception {
        CommandIds ids = new CommandIds(Clock.fixed(NOON, ZoneOffset.UTC));
        Set<UUID> made = ConcurrentHashMap.newKeySet();
        List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        made.add(ids.next());
                    }
                }))
                .limit(4)
                .toList();

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(made).hasSize(8_000).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
        });
        assertThat(anyBit(made, UUID::getMostSignificantBits)).isEqualTo(0x0FFF);
        assertThat(anyBit(made, UUID::getLeastSignificantBits)).isEqualTo(-1L >>> 2);
    }

    /** The bits that differ between ids. */
    private static long anyBit(Set<UUID> ids, ToLongFunction<UUID> half) {
        long some = ids.stream().mapToLong(half).reduce(0, (a, b) -> a | b);
        return some & ~ids.stream().mapToLong(half).reduce(-1, (a, b) -> a & b);
    }

    @Test
    void uuidIsTheIdForEveryCaller() {
        assertThat(CommandIds.ofKey("ann", CANONICAL)).isEqualTo(UUID.fromString(CANONICAL));
        assertThat(CommandIds.ofKey("bob", '"' + CANONICAL + '"')).isEqualTo(UUID.fromString(CANONICAL));
    }

    @Test
    void idOfATextKeyIsStablePerCaller() {
        assertThat(CommandIds.ofKey("ann", "order-1"))
                .isEqualTo(UUID.fromString("b1a3ee0d-ad18-5a2e-9324-5515be8d9740"))
                .isNotEqualTo(CommandIds.ofKey("bob", "order-1"));
    }

    @Test
    void quotedKeyEqualsTheBareOne() {
        assertThat(CommandIds.ofKey("ann", "\"a\\\\b\\\"c\"")).isEqualTo(CommandIds.ofKey("ann", "a\\b\"c"));
        assertThat(CommandIds.ofKey("ann", "1-1-1-1-1").version()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\"\"", "\"a", "\"a\"b", "\"a\\n\"", "\"a b\"", "a b", "\u00e4", "a\u007f", "\t"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> CommandIds.ofKey("ann", text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void keyHasAtMost255Characters() {
        assertThat(CommandIds.ofKey("ann", '"' + "\\\"".repeat(255) + '"').version())
                .isEqualTo(5);
        assertThatThrownBy(() -> CommandIds.ofKey("ann", "k".repeat(256))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> CommandIds.ofKey("ann", '"' + "k".repeat(9_000) + '"'))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "order-1"})
    void onlyCanonicalUuidsAreIds(String text) {
        assertThatThrownBy(() -> CommandIds.parse(text)).isInstanceOf(ProblemException.class);
    }
}
