package io.spanwire.edge.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Content negotiation (RFC 9110, section 12.5.1): which of the representations on offer an {@code Accept} asks for. */
public final class MediaTypes {
    private static final double NONE = 0;

    private MediaTypes() {}

    /** The offer of the highest quality; among equals the first offered. Empty when none is acceptable. */
    public static Optional<String> choose(@Nullable String accept, List<String> offers) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(offers.get(0));
        }
        String best = "";
        double bestQuality = NONE;
        for (String offer : offers) {
            double quality = quality(accept, offer);
            if (quality > bestQuality) {
                best = offer;
                bestQuality = quality;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** The quality the most specific matching range gives. */
    private static double quality(String accept, String offer) {
        int mostSpecific = -1;
        double quality = NONE;
        for (String range : accept.split(",", -1)) {
            String[] parts = range.split(";", -1);
            int specific = specificity(parts[0].strip(), offer);
            if (specific > mostSpecific) {
                mostSpecific = specific;
                quality = weight(parts);
            }
        }
        return quality;
    }

    private static int specificity(String range, String offer) {
        if (range.equalsIgnoreCase(offer)) {
            return 2;
        }
        if (range.equals("*/*")) {
            return 0;
        }
        String family = offer.substring(0, offer.indexOf('/') + 1);
        return range.equalsIgnoreCase(family + '*') ? 1 : -1;
    }

    private static double weight(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.startsWith("q=")) {
                return quality(parameter.substring(2));
            }
        }
        return 1;
    }

    private static double quality(String text) {
        try {
            return Math.max(NONE, Math.min(1, Double.parseDouble(text)));
        } catch (NumberFormatException notNumber) {
            return NONE;
        }
    }
}
