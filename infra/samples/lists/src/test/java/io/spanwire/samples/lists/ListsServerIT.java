package io.spanwire.samples.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.samples.lists.ListCommand.AddItem;
import io.spanwire.samples.lists.ListCommand.CreateList;
import io.spanwire.samples.lists.ListCommand.RestrictList;
import io.spanwire.samples.lists.ListCommand.SetDue;
import io.spanwire.samples.lists.ListCommand.ShareList;
import io.spanwire.samples.lists.ListEvent.ItemAdded;
import io.spanwire.samples.lists.ListEvent.ItemDue;
import io.spanwire.samples.lists.ListEvent.ListCreated;
import io.spanwire.samples.lists.ListEvent.ListRestricted;
import io.spanwire.samples.lists.ListEvent.ListShared;
import io.spanwire.testing.SpanwireServer;
import io.spanwire.testing.SpanwireTest;
import io.spanwire.testing.TestCaller;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SpanwireTest(ListsDomain.class)
class ListsServerIT {
    private final SpanwireServer server;
    private final TestCaller ann;
    private final TestCaller bob;
    private final String list;

    ListsServerIT(SpanwireServer server) {
        this.server = server;
        this.ann = server.as("ann");
        this.bob = server.as("bob");
        this.list = server.stream("list");
        ann.send(list, new CreateList("Groceries")).thenAccepted();
    }

    @Test
    void aRestrictedListIsForThoseItIsSharedWith() {
        // given
        Map<String, String> items = Map.of("list", list.substring("list/".length()));
        ann.send(list, new RestrictList()).thenAccepted();

        // when, then
        bob.send(list, new AddItem("milk", "Milk")).thenRejected(Sharing.NOT_SHARED);
        bob.viewIsDenied("list-items", items);
        ann.send(list, new ShareList("bob")).thenAccepted();
        bob.send(list, new AddItem("milk", "Milk")).thenAccepted();
        assertThat(bob.view("list-items", items)).hasSize(1);
        assertThat(server.events(list))
                .containsExactly(
                        new ListCreated("Groceries"),
                        new ListRestricted(),
                        new ListShared("bob"),
                        new ItemAdded("milk", "Milk"));
    }

    @Test
    void anItemThatIsNotCompletedIsDue() {
        // given
        ann.send(list, new AddItem("milk", "Milk")).thenAccepted();
        ann.send(list, new SetDue("milk", server.time().now().plus(Duration.ofHours(5))))
                .thenAccepted();

        // when
        server.time().advance(Duration.ofHours(5));

        // then
        assertThat(server.awaitEvent(list, ItemDue.class).data()).isEqualTo(new ItemDue("milk", ""));
    }
}
