package io.spanwire.bus.personal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The sealing of events with personal data, and their opening.
 *
 * <h2>The sealed text</h2>
 *
 * It is a complete event, whose data have the defined values in place of the personal ones, and one more attribute at its
 * end: {@code "personal":"<key id>.<bytes of the data>.<base64url>"}, the complete data encrypted. So who has no key reads
 * a valid event, and a text without personal data, which ends in <code>}}</code>, is told from this one by two bytes.
 *
 * <p>The data are encrypted with AES-256-GCM under a key of their own: HMAC-SHA-256, with the subject's key, of the event's
 * random secret and the whole text before the attribute. Each key encrypts one text, so the nonce is constant; and a text
 * whose stream, version, type, time or data were changed does not open. Both the subject's key (all events of a person) and
 * the secret (one event) can be destroyed without touching the text.
 *
 * <h2>The opened text</h2>
 *
 * With the key and the secret: the event as if it had never been sealed. Without: the defined values and
 * {@code "forgotten":true}. Thread-safe.
 *
 * @see <a href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf">NIST SP 800-38D</a>
 */
public final class EventSeal {
    private static final byte[] ATTRIBUTE = ",\"personal\":\"".getBytes(US_ASCII);
    /** The end of a text whose personal data cannot be read any more. */
    public static final String FORGOTTEN_END = ",\"forgotten\":true}";

    private static final byte[] FORGOTTEN = FORGOTTEN_END.getBytes(US_ASCII);
    private static final int TAG_BITS = 128;
    private static final byte[] NONCE = new byte[12];
    private static final String CIPHER = "AES/GCM/NoPadding";
    /** Only for decrypting: looking an algorithm up takes as long as decrypting a text. */
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(EventSeal::newCipher);

    private EventSeal() {}

    /** The parts of a sealed text; positions in its array. */
    private record Parts(int attribute, int keyEnd, int lengthEnd, int end) {}

    /**
     * Seals an event.
     *
     * @param redacted the event with its data redacted, without the attribute
     * @param dataBytes the length of the redacted data, at the end of that text
     * @param data the complete data as JSON text
     */
    public static EventText seal(EventText redacted, int dataBytes, String data, SubjectKey key, EventSecret secret) {
        int before = redacted.length() - 1;
        byte[] encrypted =
                encrypt(derive(key, secret, redacted.array(), redacted.offset(), before), data.getBytes(UTF_8));
        ByteArrayOutputStream text = new ByteArrayOutputStream(before + encrypted.length * 4 / 3 + 64);
        text.write(redacted.array(), redacted.offset(), before);
        text.writeBytes(ATTRIBUTE);
        text.writeBytes((key.id() + "." + dataBytes + ".").getBytes(US_ASCII));
        text.writeBytes(Base64.getUrlEncoder().withoutPadding().encode(encrypted));
        text.writeBytes(new byte[] {'"', '}'});
        return EventText.of(text.toByteArray());
    }

    /** Whether the text is sealed; of most texts it reads the last two bytes. */
    public static boolean isSealed(EventText text) {
        return parts(text) != null;
    }

    /** The id of the key that a sealed text needs; 0 when it is not sealed. */
    public static long keyId(EventText text) {
        Parts parts = parts(text);
        return parts == null ? 0 : number(text.array(), parts.attribute() + ATTRIBUTE.length, parts.keyEnd());
    }

    /**
     * Opens a text; one that is not sealed stays as it is.
     *
     * @param key null when it was destroyed
     * @param secret null when it was destroyed
     */
    public static EventText open(EventText text, @Nullable SubjectKey key, @Nullable EventSecret secret) {
        Parts parts = parts(text);
        if (parts == null) {
            return text;
        }
        Optional<byte[]> data = key == null || secret == null ? Optional.empty() : decrypt(text, parts, key, secret);
        return data.map(complete -> withData(text, parts, complete)).orElseGet(() -> forgotten(text, parts));
    }

    private static EventText withData(EventText text, Parts parts, byte[] data) {
        int redacted = (int) number(text.array(), parts.keyEnd() + 1, parts.lengthEnd());
        int before = parts.attribute() - redacted - text.offset();
        byte[] opened = Arrays.copyOfRange(text.array(), text.offset(), text.offset() + before + data.length + 1);
        System.arraycopy(data, 0, opened, before, data.length);
        opened[opened.length - 1] = '}';
        return EventText.of(opened);
    }

    private static EventText forgotten(EventText text, Parts parts) {
        int before = parts.attribute() - text.offset();
        byte[] shown = new byte[before + FORGOTTEN.length];
        System.arraycopy(text.array(), text.offset(), shown, 0, before);
        System.arraycopy(FORGOTTEN, 0, shown, before, FORGOTTEN.length);
        return EventText.of(shown);
    }

    private static Optional<byte[]> decrypt(EventText text, Parts parts, SubjectKey key, EventSecret secret) {
        byte[] derived = derive(key, secret, text.array(), text.offset(), parts.attribute() - text.offset());
        try {
            byte[] encrypted =
                    Base64.getUrlDecoder().decode(Arrays.copyOfRange(text.array(), parts.lengthEnd() + 1, parts.end()));
            return Optional.of(crypt(CIPHERS.get(), Cipher.DECRYPT_MODE, derived, encrypted));
        } catch (IllegalArgumentException | GeneralSecurityException otherKeyOrText) {
            return Optional.empty();
        }
    }

    private static byte[] encrypt(byte[] key, byte[] data) {
        try {
            return crypt(newCipher(), Cipher.ENCRYPT_MODE, key, data);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no AES-GCM", missing);
        }
    }

    private static byte[] crypt(Cipher cipher, int mode, byte[] key, byte[] data) throws GeneralSecurityException {
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
        return cipher.doFinal(data);
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no AES-GCM", missing);
        }
    }

    private static byte[] derive(SubjectKey key, EventSecret secret, byte[] array, int offset, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
            mac.update(secret.bytes());
            mac.update(array, offset, length);
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", missing);
        }
    }

    /** Finds the attribute from the end; null when there is none. No quote inside JSON text stands without a backslash. */
    private static @Nullable Parts parts(EventText text) {
        byte[] array = text.array();
        int end = text.offset() + text.length() - 2;
        if (text.length() < ATTRIBUTE.length + 2 || array[end + 1] != '}' || array[end] != '"') {
            return null;
        }
        int lengthEnd = -1;
        int keyEnd = -1;
        int i = end - 1;
        for (; i >= text.offset() && array[i] != '"'; i--) {
            if (array[i] == '.') {
                lengthEnd = lengthEnd < 0 ? i : lengthEnd;
                keyEnd = i;
            }
        }
        int attribute = i + 1 - ATTRIBUTE.length;
        boolean found = attribute > text.offset()
                && keyEnd > i + 1
                && lengthEnd > keyEnd + 1
                && Arrays.equals(array, attribute, i + 1, ATTRIBUTE, 0, ATTRIBUTE.length)
                && isNumber(array, i + 1, keyEnd)
                && isNumber(array, keyEnd + 1, lengthEnd)
                && number(array, keyEnd + 1, lengthEnd) < attribute - text.offset();
        return found ? new Parts(attribute, keyEnd, lengthEnd, end) : null;
    }

    private static boolean isNumber(byte[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            if (array[i] < '0' || array[i] > '9') {
                return false;
            }
        }
        return to - from <= 18;
    }

    private static long number(byte[] array, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (array[i] - '0');
        }
        return number;
    }
}
