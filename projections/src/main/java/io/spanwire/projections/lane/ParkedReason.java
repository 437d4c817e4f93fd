package io.spanwire.projections.lane;

/** Why a stream is parked, as text that any database takes: bounded, without NUL and halves of characters. */
final class ParkedReason {
    private static final int LONGEST = 1_000;

    private ParkedReason() {}

    /** The part of a reason that holds no values of anyone's. */
    static String kind(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }

    static String of(String reason) {
        StringBuilder text = new StringBuilder();
        reason.codePoints()
                .limit(LONGEST)
                .map(each -> each == 0 || Character.getType(each) == Character.SURROGATE ? '?' : each)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
