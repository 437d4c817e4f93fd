package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Access by declared rules; what no rule is for is denied.
 *
 * <pre>{@code
 * AccessRules.builder()
 *     .send(CHAT, AccessRule.signedIn())
 *     .send(CHAT, "delete-room", AccessRule.role("moderator"))
 *     .read(CHAT, AccessRule.ifRow("members of the room", "members",
 *         request -> Map.of("room", request.key(), "member", request.subject())))
 *     .follow(CHAT, AccessRule.signedIn())
 *     .query(ROOM_MESSAGES, AccessRule.signedIn())
 *     .build();
 * }</pre>
 */
public final class AccessRules implements Access {
    /** By {@code type} or {@code type/command}. */
    private final Map<String, AccessRule> sending;

    private final Map<String, AccessRule> reading;
    private final Map<String, AccessRule> following;
    private final Map<String, AccessRule> querying;

    private AccessRules(Builder builder) {
        this.sending = Map.copyOf(builder.sending);
        this.reading = Map.copyOf(builder.reading);
        this.following = Map.copyOf(builder.following);
        this.querying = Map.copyOf(builder.querying);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AccessDecision maySend(Caller caller, StreamId stream, String command) {
        return decide(sendingRule(stream.type(), command), AccessRequest.of(caller, stream));
    }

    @Override
    public AccessDecision mayRead(Caller caller, StreamId stream) {
        return decide(reading.get(stream.type()), AccessRequest.of(caller, stream));
    }

    @Override
    public AccessDecision mayFollow(Caller caller, String streamType) {
        return decide(following.get(streamType), AccessRequest.of(caller, Map.of()));
    }

    @Override
    public AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters) {
        return decide(querying.get(view), AccessRequest.of(caller, parameters));
    }

    private @Nullable AccessRule sendingRule(String streamType, String command) {
        AccessRule own = sending.get(streamType + '/' + command);
        return own == null ? sending.get(streamType) : own;
    }

    private static AccessDecision decide(@Nullable AccessRule rule, AccessRequest request) {
        return rule == null ? AccessDecision.denied("No access rule allows this.") : rule.decide(request);
    }

    @Override
    public String describeSend(String streamType, String command) {
        return describe(sendingRule(streamType, command));
    }

    @Override
    public String describeRead(String streamType) {
        return describe(reading.get(streamType));
    }

    @Override
    public String describeFollow(String streamType) {
        return describe(following.get(streamType));
    }

    @Override
    public String describeQuery(String view) {
        return describe(querying.get(view));
    }

    private static String describe(@Nullable AccessRule rule) {
        return rule == null ? NOBODY : rule.description();
    }

    /** Builds access rules. */
    public static final class Builder {
        private final Map<String, AccessRule> sending = new HashMap<>();
        private final Map<String, AccessRule> reading = new HashMap<>();
        private final Map<String, AccessRule> following = new HashMap<>();
        private final Map<String, AccessRule> querying = new HashMap<>();

        private Builder() {}

        /** Who may send commands to streams of this type, but those with a rule of their own. */
        public Builder send(StreamType<?> type, AccessRule rule) {
            return put(sending, type.name(), rule);
        }

        /** Who may send this command. */
        public Builder send(StreamType<?> type, String command, AccessRule rule) {
            if (type.commands().stream().noneMatch(each -> each.name().equals(command))) {
                throw new IllegalStateException("Stream type " + type.name() + " has no command " + command);
            }
            return put(sending, type.name() + '/' + command, rule);
        }

        /** Who may read a stream of this type: its events and its state. */
        public Builder read(StreamType<?> type, AccessRule rule) {
            return put(reading, type.name(), rule);
        }

        /**
         * Who may read all streams of this type as one feed, {@code type/*}. Of these they get the events of the streams that
         * they may read; a rule of {@link #read} that asks a view is asked for each stream.
         */
        public Builder follow(StreamType<?> type, AccessRule rule) {
            return put(following, type.name(), rule);
        }

        /** Who may query this view. A view without a rule can still be asked by rules. */
        public Builder query(View view, AccessRule rule) {
            return put(querying, view.name(), rule);
        }

        public AccessRules build() {
            return new AccessRules(this);
        }

        private Builder put(Map<String, AccessRule> rules, String name, AccessRule rule) {
            if (rules.put(name, rule) != null) {
                throw new IllegalStateException("There are two access rules for " + name);
            }
            return this;
        }
    }
}
