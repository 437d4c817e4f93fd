package io.spanwire.edge.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The choice of a content coding by {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
public final class AcceptEncoding {
    private static final Pattern MEMBER =
            Pattern.compile("\\s*+([\\w!#$%&'*+.^`|~-]++)\\s*+(?:;\\s*+[qQ]=([01](?:\\.\\d{0,3})?)\\s*+)?");
    private static final String ANY = "*";

    private AcceptEncoding() {}

    /**
     * The coding that the client likes best, of several the first offered. Empty if it takes none, or likes plain content
     * better. A member that cannot be parsed is ignored.
     *
     * @param headers all values of the header
     */
    public static Optional<String> choose(List<String> headers, List<String> offered) {
        Map<String, Double> weights = weights(headers);
        double best = weights.getOrDefault("identity", 0.0);
        Optional<String> chosen = Optional.empty();
        for (String coding : offered) {
            double weight = weights.getOrDefault(coding, weights.getOrDefault(ANY, 0.0));
            if (weight > best || (chosen.isEmpty() && weight > 0 && weight >= best)) {
                best = weight;
                chosen = Optional.of(coding);
            }
        }
        return chosen;
    }

    private static Map<String, Double> weights(List<String> headers) {
        Map<String, Double> weights = new HashMap<>();
        for (String header : headers) {
            for (String member : header.split(",", -1)) {
                Matcher matcher = MEMBER.matcher(member);
                if (matcher.matches()) {
                    String weight = matcher.group(2);
                    weights.put(matcher.group(1).toLowerCase(Locale.ROOT), weight == null ? 1 : Double.valueOf(weight));
                }
            }
        }
        return weights;
    }
}
