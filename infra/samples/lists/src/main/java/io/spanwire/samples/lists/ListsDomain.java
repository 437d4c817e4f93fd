package io.spanwire.samples.lists;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessRequest;
import io.spanwire.bus.domain.AccessRule;
import io.spanwire.bus.domain.AccessRules;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
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
import java.util.function.Function;

/**
 * Shared to-do lists: the streams {@code list/<name>} and the views {@code list-items} and {@code lists}. An item may have a
 * time when it is due, and a room of the chat may be told.
 */
public final class ListsDomain implements Domain {
    static final StreamType<TodoList> LIST = StreamType.of("list", TodoList.class, TodoList.NONE)
            .command("create-list", CreateList.class, TodoList::create)
            .command("restrict-list", RestrictList.class, TodoList::restrict)
            .command("share-list", ShareList.class, TodoList::share)
            .command("unshare-list", UnshareList.class, TodoList::unshare)
            .command("add-item", AddItem.class, TodoList::add)
            .command("rename-item", RenameItem.class, TodoList::rename)
            .command("complete-item", CompleteItem.class, TodoList::complete)
            .command("reopen-item", ReopenItem.class, TodoList::reopen)
            .command("remove-item", RemoveItem.class, TodoList::remove)
            .command("announce-list", AnnounceList.class, TodoList::announce)
            .command("set-due", SetDue.class, TodoList::setDue)
            .command("clear-due", ClearDue.class, TodoList::clearDue)
            .command("remind-of-item", RemindOfItem.class, TodoList::remind)
            .event("list-created", ListCreated.class, TodoList::created)
            .event("list-restricted", ListRestricted.class, TodoList::restricted)
            .event("list-shared", ListShared.class, TodoList::shared)
            .event("list-unshared", ListUnshared.class, TodoList::unshared)
            .event("item-added", ItemAdded.class, TodoList::added)
            .event("item-renamed", ItemRenamed.class, TodoList::renamed)
            .event("item-completed", ItemCompleted.class, TodoList::completed)
            .event("item-reopened", ItemReopened.class, TodoList::reopened)
            .event("item-removed", ItemRemoved.class, TodoList::removed)
            .event("list-announced", ListAnnounced.class, TodoList::announced)
            .event("list-completed", ListCompleted.class, TodoList::unchanged)
            .event("due-set", DueSet.class, TodoList::unchanged)
            .event("due-cleared", DueCleared.class, TodoList::unchanged)
            .event("item-due", ItemDue.class, TodoList::unchanged)
            .rejection(TodoList.LIST_EXISTS, "The list exists already")
            .rejection(TodoList.NO_SUCH_LIST, "There is no such list")
            .rejection(TodoList.LIST_FULL, "The list is full")
            .rejection(TodoList.ITEM_EXISTS, "The item exists already")
            .rejection(TodoList.NO_SUCH_ITEM, "There is no such item")
            .rejection(TodoList.ALREADY_COMPLETED, "The item is completed already")
            .rejection(TodoList.NOT_COMPLETED, "The item is not completed")
            .rejection(TodoList.NOT_DUE, "The item is not due")
            .rejection(Sharing.NOT_SHARED, "The list is not shared")
            .rejection(Sharing.NOT_THE_OWNER, "That is for the owner of the list")
            .rejection(Sharing.ALREADY_SHARED, "The list is shared so already")
            .rejection(Sharing.NOT_RESTRICTED, "The list is for everyone")
            .rejection(Sharing.SHARED_WITH_TOO_MANY, "The list is shared with too many people")
            .stateVersion(3)
            .build();

    static final Projection LISTS = Projection.named("lists", 1)
            .tables("todo_list", "todo_item")
            .on(
                    ListCreated.class,
                    statement("insert-list.sql"),
                    e -> Row.of(e.stream().key(), e.data().title(), e.at()))
            .on(
                    ItemAdded.class,
                    statement("insert-item.sql"),
                    e -> Row.of(
                            e.stream().key(),
                            e.data().item(),
                            e.version(),
                            e.data().title()))
            .on(
                    ItemRenamed.class,
                    statement("rename-item.sql"),
                    e -> Row.of(e.stream().key(), e.data().item(), e.data().title()))
            .on(
                    ItemCompleted.class,
                    statement("complete-item.sql"),
                    e -> Row.of(e.stream().key(), e.data().item(), e.at()))
            .on(
                    ItemReopened.class,
                    statement("reopen-item.sql"),
                    e -> Row.of(e.stream().key(), e.data().item()))
            .on(
                    ItemRemoved.class,
                    statement("delete-item.sql"),
                    e -> Row.of(e.stream().key(), e.data().item()))
            .build();

    static final Projection SHARES = Projection.named("list-shares", 1)
            .tables("list_owner", "list_share")
            .on(
                    ListCreated.class,
                    statement("insert-owner.sql"),
                    e -> Row.of(e.stream().key(), e.actor()))
            .on(
                    ListRestricted.class,
                    statement("restrict-list.sql"),
                    e -> Row.of(e.stream().key()))
            .on(
                    ListShared.class,
                    statement("insert-share.sql"),
                    e -> Row.of(e.stream().key(), e.data().with()))
            .on(
                    ListUnshared.class,
                    statement("delete-share.sql"),
                    e -> Row.of(e.stream().key(), e.data().with()))
            .build();

    static final View LIST_ITEMS = View.named("list-items", Sql.beside(ListsDomain.class, "list-items.sql"))
            .parameter("list", ParameterType.TEXT)
            .ofStream("list", "list")
            .pagedBy("added", ParameterType.BIGINT)
            .build();

    static final View ALL_LISTS = View.named("lists", Sql.beside(ListsDomain.class, "lists.sql"))
            .caller("reader")
            .pagedBy("list", ParameterType.TEXT)
            .build();

    /** For the access rule; nobody can query it. */
    static final View LIST_READERS = View.named("list-readers", Sql.beside(ListsDomain.class, "list-readers.sql"))
            .parameter("list", ParameterType.TEXT)
            .parameter("reader", ParameterType.TEXT)
            .ofStream("list", "list")
            .pagedBy("reader", ParameterType.TEXT)
            .build();

    /** Whether a command is for others only depends on the state of the list. */
    private static final Access ACCESS = AccessRules.builder()
            .send(LIST, AccessRule.signedIn())
            .read(LIST, readers(AccessRequest::key))
            .follow(LIST, AccessRule.signedIn())
            .query(LIST_ITEMS, readers(request -> request.parameter("list")))
            .query(ALL_LISTS, AccessRule.signedIn())
            .build();

    private static AccessRule readers(Function<AccessRequest, String> list) {
        return AccessRule.ifRow(
                "everyone who is signed in, or the owner of a restricted list and those it is shared with",
                "list-readers",
                request -> Map.of("list", list.apply(request), "reader", request.subject()));
    }

    /** Tells the chat what happens on announced lists, if the chat is loaded, too. */
    static final Reaction ANNOUNCE = Reaction.named("announce-list", 1)
            .fromNowOn()
            .onlyWith("chat")
            .sends("chat", "post-message")
            .on(
                    ListCompleted.class,
                    (event, then) -> then.send(
                            "chat/" + event.data().room(),
                            "post-message",
                            new Post("Everything on the list " + event.stream().key() + " is done.")))
            .on(ItemDue.class, (event, then) -> {
                if (!event.data().room().isEmpty()) {
                    then.send(
                            "chat/" + event.data().room(),
                            "post-message",
                            new Post(event.data().item() + " on the list "
                                    + event.stream().key() + " is due."));
                }
            })
            .build();

    /** What the chat takes as a message: the command of another domain, by its JSON. */
    record Post(String text) {}

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(LIST);
    }

    @Override
    public List<Projection> projections() {
        return List.of(LISTS, SHARES);
    }

    @Override
    public List<Reaction> reactions() {
        return List.of(ANNOUNCE);
    }

    @Override
    public List<View> views() {
        return List.of(LIST_ITEMS, ALL_LISTS, LIST_READERS);
    }

    /** Row form: one batch may add, rename and remove the same item. */
    private static Statement statement(String resource) {
        return Statement.rows(ListsDomain.class, resource);
    }
}
