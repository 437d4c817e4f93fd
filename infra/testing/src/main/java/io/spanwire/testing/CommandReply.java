package io.spanwire.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The answer to a command.
 *
 * @param command its stream, name and data, for failures
 * @param status the HTTP status
 * @param body the outcome, or the problem
 */
public record CommandReply(String command, int status, JsonNode body) {
    private static final int UNDECIDED = 202;

    public boolean isAccepted() {
        return status == 200;
    }

    /** The version of the stream after the command. */
    public long version() {
        return thenAccepted().body.path("version").asLong();
    }

    /** The code of the problem: a rejection of the domain, {@code forbidden}, {@code invalid} …; empty if there is none. */
    public String problem() {
        String type = body.path("type").asText();
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** Expects that the command was accepted. */
    public CommandReply thenAccepted() {
        return expect("accepted", isAccepted());
    }

    /** Expects a rejection of the domain with this code. */
    public CommandReply thenRejected(String code) {
        return expect("rejected with " + code, status == 409 && problem().equals(code));
    }

    /** Expects that the access rules do not allow it. */
    public CommandReply thenDenied() {
        return expect("denied", status == 403);
    }

    /** Expects that the data do not fit the command's schema at this place, like {@code /amount}. */
    public CommandReply thenInvalid(String pointer) {
        boolean found = false;
        for (JsonNode error : body.path("errors")) {
            found |= error.path("pointer").asText().equals(pointer);
        }
        return expect("invalid at " + pointer, status == 400 && found);
    }

    private CommandReply expect(String expectation, boolean met) {
        if (!met) {
            throw new AssertionError("Expected " + expectation + ": " + command + "\nbut the answer was " + status
                    + ": " + body
                    + (status == UNDECIDED ? "\nIt is not decided: is the stream parked? The log says why." : ""));
        }
        return this;
    }
}
