package io.spanwire.samples.lists;

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Timer;
import io.spanwire.samples.lists.ListCommand.AddItem;
import io.spanwire.samples.lists.ListCommand.AnnounceList;
import io.spanwire.samples.lists.ListCommand.ClearDue;
import io.spanwire.samples.lists.ListCommand.CompleteItem;
import io.spanwire.samples.lists.ListCommand.CreateList;
import io.spanwire.samples.lists.ListCommand.RemindOfItem;
import io.spanwire.samples.lists.ListCommand.RemoveItem;
import io.spanwire.samples.lists.ListCommand.RenameItem;
import io.spanwire.samples.lists.ListCommand.ReopenItem;
import io.spanwire.samples.lists.ListCommand.RestrictList;
import io.spanwire.samples.lists.ListCommand.SetDue;
import io.spanwire.samples.lists.ListCommand.ShareList;
import io.spanwire.samples.lists.ListCommand.UnshareList;
import io.spanwire.samples.lists.ListEvent.DueCleared;
import io.spanwire.samples.lists.ListEvent.DueSet;
import io.spanwire.samples.lists.ListEvent.ItemAdded;
import io.spanwire.samples.lists.ListEvent.ItemCompleted;
import io.spanwire.samples.lists.ListEvent.ItemDue;
import io.spanwire.samples.lists.ListEvent.ItemRemoved;
import io.spanwire.samples.lists.ListEvent.ItemRenamed;
import io.spanwire.samples.lists.ListEvent.ItemReopened;
import io.spanwire.samples.lists.ListEvent.ListAnnounced;
import io.spanwire.samples.lists.ListEvent.ListCompleted;
import io.spanwire.samples.lists.ListEvent.ListCreated;
import io.spanwire.samples.lists.ListEvent.ListRestricted;
import io.spanwire.samples.lists.ListEvent.ListShared;
import io.spanwire.samples.lists.ListEvent.ListUnshared;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The state of a list for its decisions: whether it was created, and its items. Titles are not needed here and are left
 * to the read model. At most {@value #MAX_ITEMS} items. Immutable.
 *
 * @param items each item, and whether it is completed
 * @param sharing who may use the list
 * @param room of the chat, which is told what happens; empty for none
 */
record TodoList(boolean exists, PMap<String, Boolean> items, Sharing sharing, String room) {
    static final int MAX_ITEMS = 500;
    static final TodoList NONE = new TodoList(false, HashTreePMap.empty(), Sharing.NONE, "");

    static final String LIST_EXISTS = "list-exists";
    static final String NO_SUCH_LIST = "no-such-list";
    static final String LIST_FULL = "list-full";
    static final String ITEM_EXISTS = "item-exists";
    static final String NO_SUCH_ITEM = "no-such-item";
    static final String ALREADY_COMPLETED = "already-completed";
    static final String NOT_COMPLETED = "not-completed";
    static final String NOT_DUE = "not-due";

    /** Reads a snapshot. */
    @JsonCreator
    static TodoList of(
            @JsonProperty("exists") boolean exists,
            @JsonProperty("items") Map<String, Boolean> items,
            @JsonProperty("sharing") Sharing sharing,
            @JsonProperty("room") String room) {
        return new TodoList(exists, HashTreePMap.from(items), sharing, room);
    }

    Decision create(CreateList create, Context context) {
        return exists ? reject(LIST_EXISTS, "This list exists already.") : accept(new ListCreated(create.title()));
    }

    Decision add(AddItem add, Context context) {
        return sharing.rejectionOf(context).orElseGet(() -> add(add));
    }

    private Decision add(AddItem add) {
        if (!exists) {
            return noSuchList();
        }
        if (items.containsKey(add.item())) {
            return reject(ITEM_EXISTS, "The item " + add.item() + " is on the list already.");
        }
        return items.size() >= MAX_ITEMS
                ? reject(LIST_FULL, "A list has at most " + MAX_ITEMS + " items.")
                : accept(new ItemAdded(add.item(), add.title()));
    }

    Decision rename(RenameItem rename, Context context) {
        return sharing.rejectionOf(context).orElseGet(() -> rename(rename));
    }

    private Decision rename(RenameItem rename) {
        return items.containsKey(rename.item())
                ? accept(new ItemRenamed(rename.item(), rename.title()))
                : noSuchItem(rename.item());
    }

    Decision complete(CompleteItem complete, Context context) {
        return sharing.rejectionOf(context).orElseGet(() -> complete(complete));
    }

    private Decision complete(CompleteItem complete) {
        if (!items.containsKey(complete.item())) {
            return noSuchItem(complete.item());
        }
        return isCompleted(complete.item())
                ? reject(ALREADY_COMPLETED, "The item " + complete.item() + " is completed already.")
                : accept(completion(complete.item()).toArray());
    }

    private List<Object> completion(String item) {
        boolean isLast = items.entrySet().stream()
                .allMatch(each -> each.getValue() || each.getKey().equals(item));
        return isLast && !room.isEmpty()
                ? List.of(new ItemCompleted(item), new ListCompleted(room))
                : List.of(new ItemCompleted(item));
    }

    Decision announce(AnnounceList announce, Context context) {
        return sharing.rejectionOf(context)
                .orElseGet(() -> exists ? accept(new ListAnnounced(announce.room())) : noSuchList());
    }

    /** The item's timer: it is moved when it is set again. */
    Decision setDue(SetDue set, Context context) {
        return sharing.rejectionOf(context).orElseGet(() -> setDue(set));
    }

    private Decision setDue(SetDue set) {
        return items.containsKey(set.item())
                ? accept(new DueSet(set.item(), set.due()))
                        .with(Timer.named(bell(set.item())).at(set.due()).send(new RemindOfItem(set.item())))
                : noSuchItem(set.item());
    }

    Decision clearDue(ClearDue clear, Context context) {
        return sharing.rejectionOf(context)
                .orElseGet(() -> items.containsKey(clear.item())
                        ? accept(new DueCleared(clear.item())).with(Timer.cancel(bell(clear.item())))
                        : noSuchItem(clear.item()));
    }

    /** The timer of an item that is completed or removed meanwhile changes nothing. */
    Decision remind(RemindOfItem remind, Context context) {
        if (!context.caller().hasInternalSubject()) {
            return reject(NOT_DUE, "Only the timer of an item reminds of it.");
        }
        return items.containsKey(remind.item()) && !isCompleted(remind.item())
                ? accept(new ItemDue(remind.item(), room))
                : accept();
    }

    private static String bell(String item) {
        return "due-" + item;
    }

    Decision reopen(ReopenItem reopen, Context context) {
        return sharing.rejectionOf(context).orElseGet(() -> reopen(reopen));
    }

    private Decision reopen(ReopenItem reopen) {
        if (!items.containsKey(reopen.item())) {
            return noSuchItem(reopen.item());
        }
        return isCompleted(reopen.item())
                ? accept(new ItemReopened(reopen.item()))
                : reject(NOT_COMPLETED, "The item " + reopen.item() + " is not completed.");
    }

    Decision remove(RemoveItem remove, Context context) {
        return sharing.rejectionOf(context).orElseGet(() -> remove(remove));
    }

    private Decision remove(RemoveItem remove) {
        return items.containsKey(remove.item()) ? accept(new ItemRemoved(remove.item())) : noSuchItem(remove.item());
    }

    Decision restrict(RestrictList restrict, Context context) {
        return exists ? sharing.restrict(context) : noSuchList();
    }

    Decision share(ShareList share, Context context) {
        return exists ? sharing.share(share, context) : noSuchList();
    }

    Decision unshare(UnshareList unshare, Context context) {
        return exists ? sharing.unshare(unshare, context) : noSuchList();
    }

    TodoList created(RecordedEvent<ListCreated> event) {
        return new TodoList(true, items, sharing.createdBy(event.actor()), room);
    }

    TodoList restricted(RecordedEvent<ListRestricted> event) {
        return new TodoList(exists, items, sharing.onlyForOwner(), room);
    }

    TodoList shared(RecordedEvent<ListShared> event) {
        return new TodoList(exists, items, sharing.sharedWith(event.data().with(), event.version()), room);
    }

    TodoList unshared(RecordedEvent<ListUnshared> event) {
        return new TodoList(exists, items, sharing.unsharedWith(event.data().with()), room);
    }

    TodoList added(RecordedEvent<ItemAdded> event) {
        return with(event.data().item(), false);
    }

    TodoList renamed(RecordedEvent<ItemRenamed> event) {
        return this;
    }

    TodoList completed(RecordedEvent<ItemCompleted> event) {
        return with(event.data().item(), true);
    }

    TodoList reopened(RecordedEvent<ItemReopened> event) {
        return with(event.data().item(), false);
    }

    TodoList removed(RecordedEvent<ItemRemoved> event) {
        return new TodoList(exists, items.minus(event.data().item()), sharing, room);
    }

    TodoList announced(RecordedEvent<ListAnnounced> event) {
        return new TodoList(exists, items, sharing, event.data().room());
    }

    /** An event that changes nothing that decisions need. */
    TodoList unchanged(RecordedEvent<?> event) {
        return this;
    }

    private TodoList with(String item, boolean done) {
        return new TodoList(exists, items.plus(item, done), sharing, room);
    }

    private boolean isCompleted(String item) {
        return items.getOrDefault(item, false);
    }

    private static Decision noSuchList() {
        return reject(NO_SUCH_LIST, "Create the list first.");
    }

    private static Decision noSuchItem(String item) {
        return reject(NO_SUCH_ITEM, "The item " + item + " is not on the list.");
    }
}
