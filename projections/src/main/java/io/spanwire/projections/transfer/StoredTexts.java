package io.spanwire.projections.transfer;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Stored texts of events as they are exported and compared: opened with the keys, or with personal data redacted. */
final class StoredTexts {
    private final Map<Long, SubjectKey> keys = new HashMap<>();

    private StoredTexts() {}

    /** A stored text with its event's secret. */
    record Stored(String body, @Nullable EventSecret secret) {
        static Stored of(ResultSet row) throws SQLException {
            byte[] secret = row.getBytes("secret");
            return new Stored(row.getString("body"), secret == null ? null : new EventSecret(secret));
        }

        boolean isSealed() {
            return body.endsWith("\"}") && EventSeal.isSealed(EventText.of(body));
        }

        private long key() {
            return EventSeal.keyId(EventText.of(body));
        }
    }

    /** Shows no personal data. */
    static StoredTexts redacted() {
        return new StoredTexts();
    }

    /** Reads the keys that these texts need. */
    static StoredTexts opened(JdbcDatabase tables, List<Stored> texts) {
        StoredTexts opened = new StoredTexts();
        Set<Long> ids = new TreeSet<>();
        texts.stream().filter(Stored::isSealed).forEach(text -> ids.add(text.key()));
        if (!ids.isEmpty()) {
            tables.query(
                    "keys.sql",
                    row -> opened.keys.put(row.getLong("id"), new SubjectKey(row.getLong("id"), row.getBytes("key"))),
                    (Object) ids.toArray(Long[]::new));
        }
        return opened;
    }

    String text(Stored stored) {
        return stored.isSealed()
                ? EventSeal.open(EventText.of(stored.body()), keys.get(stored.key()), stored.secret())
                        .toString()
                : stored.body();
    }
}
