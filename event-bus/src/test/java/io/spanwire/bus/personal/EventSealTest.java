package io.spanwire.bus.personal;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSealTest {
    private static final String BEFORE = "{\"specversion\":\"1.0\",\"id\":\"7\",\"command\":\"c\",\"data\":";
    private static final String REDACTED = "{\"text\":\"\",\"message\":3}";
    private static final String DATA = "{\"text\":\"hello, \\\"Zoë\\\" 🦉\",\"message\":3}";
    private static final SubjectKey KEY = key(42, 1);
    private static final EventSecret SECRET = secret(2);

    @Test
    void sealedTextIsAnEventWithRedactedDataAndOneMoreAttribute() {
        String sealed = seal(DATA).toString();

        assertThat(sealed)
                .startsWith(BEFORE + REDACTED + ",\"personal\":\"42." + REDACTED.length() + '.')
                .endsWith("\"}");
        assertThat(sealed).doesNotContain("hello", "Zoë");
        assertThat(EventSeal.isSealed(EventText.of(sealed))).isTrue();
        assertThat(EventSeal.keyId(EventText.of(sealed))).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":\"ü\",\"message\":3}", DATA})
    void keyAndSecretOpenTheCompleteText(String data) {
        assertThat(EventSeal.open(seal(data), KEY, SECRET)).hasToString(BEFORE + data + '}');
    }

    @Test
    void textInsideALargerArrayIsOpened() {
        byte[] sealed = seal(DATA).toBytes();
        byte[] page = Arrays.copyOf("x\n".getBytes(StandardCharsets.US_ASCII), sealed.length + 5);
        System.arraycopy(sealed, 0, page, 2, sealed.length);

        EventText opened = EventSeal.open(new EventText(page, 2, sealed.length), KEY, SECRET);

        assertThat(opened).hasToString(BEFORE + DATA + '}');
    }

    @Test
    void largeDataAreOpened() {
        String data = "{\"text\":\"" + "ä".repeat(1 << 20) + "\"}";

        assertThat(EventSeal.open(seal(data), KEY, SECRET)).hasToString(BEFORE + data + '}');
    }

    @Test
    void withoutKeyOrSecretTheDefinedValuesAreShown() {
        String forgotten = BEFORE + REDACTED + ",\"forgotten\":true}";

        assertThat(EventSeal.open(seal(DATA), null, SECRET)).hasToString(forgotten);
        assertThat(EventSeal.open(seal(DATA), KEY, null)).hasToString(forgotten);
        assertThat(EventSeal.open(seal(DATA), key(42, 9), SECRET)).hasToString(forgotten);
        assertThat(EventSeal.open(seal(DATA), KEY, secret(9))).hasToString(forgotten);
    }

    @Test
    void textThatWasChangedDoesNotOpen() {
        String sealed = seal(DATA).toString();
        String otherVersion = sealed.replace("\"id\":\"7\"", "\"id\":\"8\"");
        char last = sealed.charAt(sealed.length() - 4);
        String otherData = sealed.substring(0, sealed.length() - 4)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 3);

        assertThat(EventSeal.open(EventText.of(otherVersion), KEY, SECRET).toString())
                .endsWith(",\"forgotten\":true}");
        assertThat(EventSeal.open(EventText.of(otherData), KEY, SECRET).toString())
                .endsWith(",\"forgotten\":true}");
    }

    @Test
    void sameDataAreSealedDifferentlyUnderAnotherSecret() {
        EventText other = EventSeal.seal(redacted(), REDACTED.length(), DATA, KEY, secret(3));

        assertThat(other).isNotEqualTo(seal(DATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{}}",
                "{\"data\":\"x\"}",
                "{\"data\":{},\"forgotten\":true}",
                "{\"data\":\"\\\",\\\"personal\\\":\\\"1.1.QQ\"}",
                "{\"data\":{\"a\":1},\"personal\":\"1.QQ\"}",
                "{\"data\":{\"a\":1},\"personal\":\".1.QQ\"}",
                "{\"data\":{\"a\":1},\"personal\":\"1.999.QQ\"}",
                "{}",
                ""
            })
    void otherTextsStayAsTheyAre(String text) {
        EventText stored = EventText.of(text);

        assertThat(EventSeal.isSealed(stored)).isFalse();
        assertThat(EventSeal.open(stored, KEY, SECRET)).isSameAs(stored);
    }

    private static EventText seal(String data) {
        return EventSeal.seal(redacted(), REDACTED.length(), data, KEY, SECRET);
    }

    private static EventText redacted() {
        return EventText.of(BEFORE + REDACTED + '}');
    }

    private static SubjectKey key(long id, int fill) {
        byte[] bytes = new byte[SubjectKey.BYTES];
        Arrays.fill(bytes, (byte) fill);
        return new SubjectKey(id, bytes);
    }

    private static EventSecret secret(int fill) {
        byte[] bytes = new byte[EventSecret.BYTES];
        Arrays.fill(bytes, (byte) fill);
        return new EventSecret(bytes);
    }
}
