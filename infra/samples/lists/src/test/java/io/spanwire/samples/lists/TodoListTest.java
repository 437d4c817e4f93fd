package io.spanwire.samples.lists;

import static io.spanwire.bus.domain.Decision.accept;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Timer;
import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.bus.fixture.ReactionFixture;
import io.spanwire.samples.lists.ListCommand.AddItem;
import io.spanwire.samples.lists.ListCommand.AnnounceList;
import io.spanwire.samples.lists.ListCommand.ClearDue;
import io.spanwire.samples.lists.ListCommand.CompleteItem;
import io.spanwire.samples.lists.ListCommand.CreateList;
import io.spanwire.samples.lists.ListCommand.RemindOfItem;
import io.spanwire.samples.lists.ListCommand.RemoveItem;
import io.spanwire.samples.lists.ListCommand.RenameItem;
import io.spanwire.samples.lists.ListCommand.ReopenItem;
import io.spanwire.samples.lists.ListCommand.SetDue;
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
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TodoListTest {
    private final DeciderFixture<TodoList> none = DeciderFixture.of(ListsDomain.LIST);
    private final DeciderFixture<TodoList> created = none.given(new ListCreated("Groceries"));
    private final DeciderFixture<TodoList> withMilk = created.given(new ItemAdded("milk", "Milk"));
    private final DeciderFixture<TodoList> withMilkDone = withMilk.given(new ItemCompleted("milk"));

    @Test
    void listIsCreatedOnce() {
        none.when(new CreateList("Groceries")).then(new ListCreated("Groceries"));
        created.when(new CreateList("Groceries")).thenRejected(TodoList.LIST_EXISTS);
    }

    @Test
    void itemsAreAddedToAListThatExists() {
        created.when(new AddItem("milk", "Milk")).then(new ItemAdded("milk", "Milk"));
        none.when(new AddItem("milk", "Milk")).thenRejected(TodoList.NO_SUCH_LIST);
    }

    @Test
    void itemIdIsReservedWhileTheItemExists() {
        withMilk.when(new AddItem("milk", "More milk")).thenRejected(TodoList.ITEM_EXISTS);
        withMilk.given(new ItemRemoved("milk"))
                .when(new AddItem("milk", "Milk"))
                .then(new ItemAdded("milk", "Milk"));
    }

    @Test
    void itemIsCompletedAndReopened() {
        withMilk.when(new CompleteItem("milk")).then(new ItemCompleted("milk"));
        withMilkDone.when(new CompleteItem("milk")).thenRejected(TodoList.ALREADY_COMPLETED);
        withMilkDone.when(new ReopenItem("milk")).then(new ItemReopened("milk"));
        withMilk.when(new ReopenItem("milk")).thenRejected(TodoList.NOT_COMPLETED);
        withMilkDone
                .given(new ItemReopened("milk"))
                .when(new CompleteItem("milk"))
                .then(new ItemCompleted("milk"));
    }

    @Test
    void itemIsRenamedAndRemoved() {
        withMilk.when(new RenameItem("milk", "Oat milk")).then(new ItemRenamed("milk", "Oat milk"));
        withMilkDone.when(new RemoveItem("milk")).then(new ItemRemoved("milk"));
    }

    @Test
    void missingItemCannotBeChanged() {
        created.when(new CompleteItem("milk")).thenRejected(TodoList.NO_SUCH_ITEM);
        created.when(new ReopenItem("milk")).thenRejected(TodoList.NO_SUCH_ITEM);
        created.when(new RenameItem("milk", "Milk")).thenRejected(TodoList.NO_SUCH_ITEM);
        created.when(new RemoveItem("milk")).thenRejected(TodoList.NO_SUCH_ITEM);
        none.when(new CompleteItem("milk")).thenRejected(TodoList.NO_SUCH_ITEM);
    }

    @Test
    void listHasAMaximumNumberOfItems() {
        Object[] items = IntStream.range(0, TodoList.MAX_ITEMS)
                .mapToObj(each -> new ItemAdded("item-" + each, "Item"))
                .toArray();
        DeciderFixture<TodoList> full = created.given(items);

        full.when(new AddItem("milk", "Milk")).thenRejected(TodoList.LIST_FULL);
        full.given(new ItemRemoved("item-0")).when(new AddItem("milk", "Milk")).then(new ItemAdded("milk", "Milk"));
    }

    @Test
    void domainIsFoundByServiceLoader() {
        Domains found = Domains.load(ListsDomain.class.getClassLoader());

        assertThat(found.all()).singleElement().isInstanceOf(ListsDomain.class);
    }

    @Test
    void roomIsToldWhenTheLastItemOfAnAnnouncedListIsCompleted() {
        DeciderFixture<TodoList> announced = withMilk.given(new ListAnnounced("kitchen"));

        created.when(new AnnounceList("kitchen")).then(new ListAnnounced("kitchen"));
        none.when(new AnnounceList("kitchen")).thenRejected(TodoList.NO_SUCH_LIST);
        announced.when(new CompleteItem("milk")).then(new ItemCompleted("milk"), new ListCompleted("kitchen"));
        announced
                .given(new ItemAdded("bread", "Bread"))
                .when(new CompleteItem("milk"))
                .then(new ItemCompleted("milk"));
        ReactionFixture.of(ListsDomain.ANNOUNCE, "list/groceries")
                .given(new ListCreated("Groceries"))
                .when(new ListCompleted("kitchen"))
                .thenSends(
                        "chat/kitchen",
                        "post-message",
                        new ListsDomain.Post("Everything on the list groceries is done."));
    }

    @Test
    void timerRemindsOfAnItemThatIsDue() {
        Instant morning = Instant.parse("2026-05-02T08:00:00Z");

        withMilk.when(new SetDue("milk", morning))
                .then(accept(new DueSet("milk", morning))
                        .with(Timer.named("due-milk").at(morning).send(new RemindOfItem("milk"))));
        withMilk.when(new ClearDue("milk")).then(accept(new DueCleared("milk")).with(Timer.cancel("due-milk")));
        created.when(new SetDue("milk", morning)).thenRejected(TodoList.NO_SUCH_ITEM);
        withMilk.when(new RemindOfItem("milk")).thenRejected(TodoList.NOT_DUE);
        withMilk.by("timer:list").when(new RemindOfItem("milk")).then(new ItemDue("milk", ""));
        withMilkDone.by("timer:list").when(new RemindOfItem("milk")).then();
        ReactionFixture.of(ListsDomain.ANNOUNCE, "list/groceries")
                .when(new ItemDue("milk", "kitchen"))
                .thenSends("chat/kitchen", "post-message", new ListsDomain.Post("milk on the list groceries is due."));
        ReactionFixture.of(ListsDomain.ANNOUNCE, "list/groceries")
                .when(new ItemDue("milk", ""))
                .thenNothing();
    }
}
