package io.spanwire.samples.lists;

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.samples.lists.ListCommand.ShareList;
import io.spanwire.samples.lists.ListCommand.UnshareList;
import io.spanwire.samples.lists.ListEvent.ListRestricted;
import io.spanwire.samples.lists.ListEvent.ListShared;
import io.spanwire.samples.lists.ListEvent.ListUnshared;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * Who may use a list: everyone, or, once its owner has restricted it, the owner and those it is shared with. Immutable.
 *
 * @param owner the subject that created the list; empty before
 * @param with by subject, the version that shared it
 */
record Sharing(String owner, boolean restricted, TreePMap<String, Long> with) {
    static final int MAX = 100;
    static final Sharing NONE = new Sharing("", false, TreePMap.empty());

    static final String NOT_SHARED = "not-shared-with-you";
    static final String NOT_THE_OWNER = "not-the-owner";
    static final String ALREADY_SHARED = "already-shared";
    static final String NOT_RESTRICTED = "list-not-restricted";
    static final String SHARED_WITH_TOO_MANY = "shared-with-too-many";

    /** Reads a snapshot. */
    @JsonCreator
    static Sharing of(
            @JsonProperty("owner") String owner,
            @JsonProperty("restricted") boolean restricted,
            @JsonProperty("with") Map<String, Long> with) {
        return new Sharing(owner, restricted, TreePMap.from(with));
    }

    /** The rejection of a caller with whom the list is not shared. */
    Optional<Decision> rejectionOf(Context context) {
        String subject = context.caller().subject();
        return restricted && !subject.equals(owner) && !with.containsKey(subject)
                ? Optional.of(reject(NOT_SHARED, "The list is not shared with you. Its owner can do that."))
                : Optional.empty();
    }

    Decision restrict(Context context) {
        return ownerRejection(context)
                .orElseGet(() -> restricted
                        ? reject(ALREADY_SHARED, "The list is restricted already.")
                        : accept(new ListRestricted()));
    }

    Decision share(ShareList share, Context context) {
        Optional<Decision> rejection = ownerRejection(context).or(this::openRejection);
        if (rejection.isPresent()) {
            return rejection.get();
        }
        if (share.with().equals(owner) || with.containsKey(share.with())) {
            return reject(ALREADY_SHARED, "The list is shared with them already.");
        }
        return with.size() < MAX
                ? accept(new ListShared(share.with()))
                : reject(SHARED_WITH_TOO_MANY, "A list is shared with at most " + MAX + " people.");
    }

    Decision unshare(UnshareList unshare, Context context) {
        return ownerRejection(context)
                .orElseGet(() -> with.containsKey(unshare.with())
                        ? accept(new ListUnshared(unshare.with()))
                        : reject(NOT_SHARED, "The list is not shared with them."));
    }

    private Optional<Decision> ownerRejection(Context context) {
        return owner.equals(context.caller().subject())
                ? Optional.empty()
                : Optional.of(reject(NOT_THE_OWNER, "Only the owner of the list can do that."));
    }

    private Optional<Decision> openRejection() {
        return restricted
                ? Optional.empty()
                : Optional.of(reject(NOT_RESTRICTED, "Everyone can use this list. Restrict it first."));
    }

    Sharing createdBy(String subject) {
        return new Sharing(subject, restricted, with);
    }

    Sharing onlyForOwner() {
        return new Sharing(owner, true, with);
    }

    Sharing sharedWith(String subject, long version) {
        return new Sharing(owner, restricted, with.plus(subject, version));
    }

    Sharing unsharedWith(String subject) {
        return new Sharing(owner, restricted, with.minus(subject));
    }
}
