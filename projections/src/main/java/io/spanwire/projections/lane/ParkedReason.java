package io.spanwire.projections.lane;

/** The reason why a stream is parked: one bounded line without control characters and unpaired surrogates. */
public final class ParkedReason {
    private static final int MAX_LENGTH = 1_000;

    private ParkedReason() {}

    /** The part of a reason that contains no values. */
    static String kind(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }

    public static String of(String reason) {
        StringBuilder text = new StringBuilder();
        reason.codePoints()
                .limit(MAX_LENGTH)
                .map(each -> Character.isISOControl(each) ? ' ' : each)
                .map(each -> Character.getType(each) == Character.SURROGATE ? '?' : each)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
