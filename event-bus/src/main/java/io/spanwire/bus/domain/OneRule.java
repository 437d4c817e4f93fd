package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Map;

/** One rule for everything. */
record OneRule(AccessRule rule) implements Access {
    @Override
    public AccessDecision maySend(Caller caller, StreamId stream, String command) {
        return rule.decide(AccessRequest.of(caller, stream));
    }

    @Override
    public AccessDecision mayRead(Caller caller, StreamId stream) {
        return rule.decide(AccessRequest.of(caller, stream));
    }

    @Override
    public AccessDecision mayFollow(Caller caller, String streamType) {
        return rule.decide(AccessRequest.of(caller, Map.of()));
    }

    @Override
    public AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters) {
        return rule.decide(AccessRequest.of(caller, parameters));
    }

    @Override
    public String describeSend(String streamType, String command) {
        return rule.description();
    }

    @Override
    public String describeRead(String streamType) {
        return rule.description();
    }

    @Override
    public String describeFollow(String streamType) {
        return rule.description();
    }

    @Override
    public String describeQuery(String view) {
        return rule.description();
    }
}
