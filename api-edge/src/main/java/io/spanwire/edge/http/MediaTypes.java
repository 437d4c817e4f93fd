package io.spanwire.edge.http;

import io.vertx.ext.web.MIMEHeader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Content negotiation (RFC 9110, section 12.5.1): chooses the representation that {@code Accept} prefers. */
public final class MediaTypes {
    private MediaTypes() {}

    /** The offer with the highest quality, the first among equals; empty when none is acceptable. */
    public static Optional<String> choose(List<MIMEHeader> accept, List<String> offers) {
        if (accept.isEmpty()) {
            return Optional.of(offers.get(0));
        }
        return offers.stream()
                .filter(offer -> quality(accept, offer) > 0)
                .max(Comparator.comparingDouble(offer -> quality(accept, offer)));
    }

    /** The quality of the most specific matching range. Vert.x's own choice lets a wildcard override a type's q=0. */
    private static float quality(List<MIMEHeader> accept, String offer) {
        return accept.stream()
                .filter(range -> specificity(range, offer) >= 0)
                .max(Comparator.comparingInt(range -> specificity(range, offer)))
                .map(MIMEHeader::weight)
                .orElse(0f);
    }

    private static int specificity(MIMEHeader range, String offer) {
        String type = range.mediaType().strip();
        if (type.equalsIgnoreCase(offer)) {
            return 2;
        }
        if (type.equals("*/*")) {
            return 0;
        }
        return type.equalsIgnoreCase(offer.substring(0, offer.indexOf('/') + 1) + '*') ? 1 : -1;
    }
}
