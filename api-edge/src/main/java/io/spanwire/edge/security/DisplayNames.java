package io.spanwire.edge.security;

import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;

/**
 * Names for display, in Unicode's form NFKC, without characters that are invisible, reorder others, or have no meaning
 * yet: with them, two different names would look the same.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode security considerations (UTR 36)</a>
 */
public final class DisplayNames {
    /** Of a name, in code points. */
    public static final int MAX = 64;

    /** Invisible, though their category does not say so: joiners, fillers, the blank Braille pattern. */
    private static final Set<Integer> INVISIBLE =
            Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0);

    private DisplayNames() {}

    /** The normalised, trimmed name; empty if it is blank, longer than 64 code points, or has such a character. */
    public static Optional<String> checked(String text) {
        if (text.length() > 2 * MAX || text.codePoints().anyMatch(DisplayNames::isRefused)) {
            return Optional.empty();
        }
        String name = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        boolean isAllowed = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= MAX
                && name.codePoints().noneMatch(DisplayNames::isRefused);
        return isAllowed ? Optional.of(name) : Optional.empty();
    }

    /** The name without such characters, cut to 64 code points: for names that the caller did not choose here. */
    public static String cleaned(String text) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(text.substring(0, Math.min(text.length(), 1_000)), Normalizer.Form.NFKC)
                .codePoints()
                .filter(each -> !isRefused(each))
                .limit(MAX)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private static boolean isRefused(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> INVISIBLE.contains(codePoint) || isVariationSelector(codePoint);
        };
    }

    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }
}
