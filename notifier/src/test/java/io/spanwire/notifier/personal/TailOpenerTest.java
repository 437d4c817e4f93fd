package io.spanwire.notifier.personal;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.ForgettingEvents;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TailOpenerTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");
    private static final SubjectKey KEY = new SubjectKey(42, new byte[SubjectKey.BYTES]);
    private static final EventSecret SECRET = new EventSecret(new byte[EventSecret.BYTES]);

    private final Queue<Promise<Map<Long, SubjectKey>>> asked = new ArrayDeque<>();
    private long now;
    private final TailOpener opener =
            new TailOpener(new ForgettingEvents(Domains.of(List.of())), ids -> ask(), () -> now);

    @Test
    void eventWithoutPersonalDataIsItself() {
        StoredEvent plain = new StoredEvent(ROOM, 1, 1, "{\"data\":{}}");

        assertThat(opener.open(plain)).isSameAs(plain);
        assertThat(asked).isEmpty();
    }

    @Test
    void firstEventOfAKeyWaitsInHistoryAndTheNextIsOpened() {
        assertThat(opener.open(sealed(1))).isNull();
        assertThat(opener.open(sealed(2))).isNull();
        assertThat(asked).as("asked once").hasSize(1);

        answer(Map.of(42L, KEY));

        assertThat(text(3)).isEqualTo("{\"data\":{\"text\":\"hello\"}}");
    }

    @Test
    void destroyedKeyAndDestroyedSecretShowTheDefinedValues() {
        assertThat(opener.open(sealed(1))).isNull();
        answer(Map.of());

        assertThat(text(2)).isEqualTo("{\"data\":{\"text\":\"\"},\"forgotten\":true}");
        StoredEvent deleted = new StoredEvent(ROOM, 3, 3, sealed(3).body());
        assertThat(Objects.requireNonNull(opener.open(deleted)).body().toString())
                .endsWith("\"forgotten\":true}");
    }

    @Test
    void keysAreAskedForAgainAfterAMinuteAndWhenASubjectIsForgotten() {
        assertThat(opener.open(sealed(1))).isNull();
        answer(Map.of(42L, KEY));
        now += TimeUnit.SECONDS.toNanos(TailOpener.SECONDS) + 1;

        assertThat(opener.open(sealed(2))).isNull();
        answer(Map.of(42L, KEY));
        assertThat(opener.open(sealed(3))).isNotNull();
        opener.forgetKeys();
        assertThat(opener.open(sealed(4))).isNull();
    }

    @Test
    void keyThatWasAskedForBeforeAForgettingIsNotTakenUp() {
        assertThat(opener.open(sealed(1))).isNull();
        opener.forgetKeys();
        answer(Map.of(42L, KEY));

        assertThat(opener.open(sealed(2))).isNull();
    }

    private Future<Map<Long, SubjectKey>> ask() {
        Promise<Map<Long, SubjectKey>> promise = Promise.promise();
        asked.add(promise);
        return promise.future();
    }

    private void answer(Map<Long, SubjectKey> keys) {
        asked.remove().complete(keys);
    }

    private String text(long version) {
        return Objects.requireNonNull(opener.open(sealed(version))).body().toString();
    }

    private static StoredEvent sealed(long version) {
        EventText redacted = EventText.of("{\"data\":{\"text\":\"\"}}");
        return new StoredEvent(
                ROOM, version, version, EventSeal.seal(redacted, 11, "{\"text\":\"hello\"}", KEY, SECRET), SECRET);
    }
}
