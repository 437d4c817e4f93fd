package io.spanwire.samples.chat;

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.samples.chat.ChatCommand.AddMember;
import io.spanwire.samples.chat.ChatCommand.RemoveMember;
import io.spanwire.samples.chat.ChatEvent.JoinRequested;
import io.spanwire.samples.chat.ChatEvent.MadePrivate;
import io.spanwire.samples.chat.ChatEvent.MemberAdded;
import io.spanwire.samples.chat.ChatEvent.MemberRemoved;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * Who belongs to a room. An open room is for everyone; a private one has an owner and members, and whoever wants to join
 * asks. Immutable.
 *
 * @param owner subject of the owner, who is a member; empty for an open room
 * @param members by subject, the version that added them
 * @param requests by subject, the version that asked to join
 */
record Membership(String owner, TreePMap<String, Long> members, TreePMap<String, Long> requests) {
    static final int MAX_MEMBERS = 500;
    static final int MAX_REQUESTS = 100;
    static final Membership OPEN = new Membership("", TreePMap.empty(), TreePMap.empty());

    static final String NOT_A_MEMBER = "not-a-member";
    static final String NOT_THE_OWNER = "not-the-owner";
    static final String NOT_EMPTY = "room-not-empty";
    static final String NOT_PRIVATE = "room-not-private";
    static final String ALREADY_MEMBER = "already-a-member";
    static final String NO_SUCH_MEMBER = "no-such-member";
    static final String ROOM_FULL = "room-full";
    static final String ALREADY_ASKED = "already-asked";

    /** Reads a snapshot. */
    @JsonCreator
    static Membership of(
            @JsonProperty("owner") String owner,
            @JsonProperty("members") Map<String, Long> members,
            @JsonProperty("requests") Map<String, Long> requests) {
        return new Membership(owner, TreePMap.from(members), TreePMap.from(requests));
    }

    boolean isPrivate() {
        return !owner.isEmpty();
    }

    /** The rejection of a caller who does not belong to the room. */
    Optional<Decision> rejectionOf(Context context) {
        return isPrivate() && !members.containsKey(context.caller().subject())
                ? Optional.of(reject(NOT_A_MEMBER, "The room is private. Ask to join it."))
                : Optional.empty();
    }

    Decision requestToJoin(Context context) {
        String subject = context.caller().subject();
        if (!isPrivate()) {
            return reject(NOT_PRIVATE, "The room is open: everyone can read it and post.");
        }
        if (members.containsKey(subject)) {
            return reject(ALREADY_MEMBER, "You are a member.");
        }
        if (requests.containsKey(subject)) {
            return reject(ALREADY_ASKED, "You have asked already.");
        }
        return requests.size() < MAX_REQUESTS
                ? accept(new JoinRequested(context.caller().name()))
                : reject(ROOM_FULL, "Too many people wait for an answer.");
    }

    Decision add(AddMember add, Context context) {
        Optional<Decision> rejection = ownerRejection(context);
        if (rejection.isPresent()) {
            return rejection.get();
        }
        if (members.containsKey(add.member())) {
            return reject(ALREADY_MEMBER, "This is a member.");
        }
        return members.size() < MAX_MEMBERS
                ? accept(new MemberAdded(add.member()))
                : reject(ROOM_FULL, "A room has at most " + MAX_MEMBERS + " members.");
    }

    /** The owner removes members and declines requests; members leave. */
    Decision remove(RemoveMember remove, Context context) {
        boolean isSelf = remove.member().equals(context.caller().subject());
        Optional<Decision> rejection = isSelf ? Optional.empty() : ownerRejection(context);
        if (rejection.isPresent()) {
            return rejection.get();
        }
        if (remove.member().equals(owner)) {
            return reject(NOT_THE_OWNER, "The owner cannot leave the room.");
        }
        return members.containsKey(remove.member()) || requests.containsKey(remove.member())
                ? accept(new MemberRemoved(remove.member()))
                : reject(NO_SUCH_MEMBER, "There is no such member, and nobody has asked under this name.");
    }

    private Optional<Decision> ownerRejection(Context context) {
        if (!isPrivate()) {
            return Optional.of(reject(NOT_PRIVATE, "The room is open: it has no members."));
        }
        return owner.equals(context.caller().subject())
                ? Optional.empty()
                : Optional.of(reject(NOT_THE_OWNER, "Only the owner of the room can do that."));
    }

    Membership madePrivate(MadePrivate made, long version) {
        return new Membership(made.owner(), TreePMap.singleton(made.owner(), version), TreePMap.empty());
    }

    Membership requested(String subject, long version) {
        return new Membership(owner, members, requests.plus(subject, version));
    }

    Membership added(MemberAdded added, long version) {
        return new Membership(owner, members.plus(added.member(), version), requests.minus(added.member()));
    }

    Membership removed(MemberRemoved removed) {
        return new Membership(owner, members.minus(removed.member()), requests.minus(removed.member()));
    }
}
