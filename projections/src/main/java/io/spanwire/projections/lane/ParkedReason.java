package io.spanwire.projections.lane;

/** Why a stream is parked, as one line that any database and terminal takes: bounded, without control characters and halves of others. */
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
                .map(each -> Character.isISOControl(each) ? ' ' : each)
                .map(each -> Character.getType(each) == Character.SURROGATE ? '?' : each)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
