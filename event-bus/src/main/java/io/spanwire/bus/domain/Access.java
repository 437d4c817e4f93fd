package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Map;

/**
 * Who may do what, for authenticated callers; usually {@link AccessRules}. Pure functions of claims; rows of views are
 * asked for by {@link AccessDecision.IfRows}.
 */
public interface Access {
    /** The description of what nobody may do. */
    String NOBODY = "nobody";

    /** May the caller send this command to this stream? */
    AccessDecision maySend(Caller caller, StreamId stream, String command);

    /** May the caller read this stream's events and its state? */
    AccessDecision mayRead(Caller caller, StreamId stream);

    /**
     * May the caller read all streams of a type as one feed? They get the events of those that they may read. Denied unless
     * overridden.
     */
    default AccessDecision mayFollow(Caller caller, String streamType) {
        return AccessDecision.denied("No access rule allows this.");
    }

    /** May the caller query this view with these parameters? */
    AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters);

    /** Who may send the command, for the API's documents. */
    default String describeSend(String streamType, String command) {
        return "whom the domain allows";
    }

    /** Likewise, who may read streams of the type. */
    default String describeRead(String streamType) {
        return "whom the domain allows";
    }

    /** Likewise, who may read all streams of the type as one feed. */
    default String describeFollow(String streamType) {
        return NOBODY;
    }

    /** Likewise, who may query the view. */
    default String describeQuery(String view) {
        return "whom the domain allows";
    }

    /** Every signed-in caller may do everything. */
    static Access signedIn() {
        return new OneRule(AccessRule.signedIn());
    }
}
