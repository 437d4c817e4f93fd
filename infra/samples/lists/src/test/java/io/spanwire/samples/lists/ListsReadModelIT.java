package io.spanwire.samples.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.samples.lists.ListEvent.ItemAdded;
import io.spanwire.samples.lists.ListEvent.ItemCompleted;
import io.spanwire.samples.lists.ListEvent.ItemRemoved;
import io.spanwire.samples.lists.ListEvent.ItemRenamed;
import io.spanwire.samples.lists.ListEvent.ItemReopened;
import io.spanwire.samples.lists.ListEvent.ListCreated;
import io.spanwire.samples.lists.ListEvent.ListRestricted;
import io.spanwire.samples.lists.ListEvent.ListShared;
import io.spanwire.testing.ReadModelFixture;
import io.spanwire.testing.SpanwireTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SpanwireTest(ListsDomain.class)
class ListsReadModelIT {
    private static final String AT = "2026-05-01T12:00:00Z";

    private final ReadModelFixture groceries;

    ListsReadModelIT(ReadModelFixture readModel) {
        groceries = readModel
                .by("ann")
                .given("list/groceries", new ListCreated("Groceries"), new ItemAdded("milk", "Milk"))
                .given("list/groceries", new ItemAdded("tea", "Tea"));
    }

    @Test
    void itemsAreShownAsTheyAreNow() {
        groceries
                .given("list/groceries", new ItemRenamed("milk", "Oat milk"), new ItemCompleted("milk"))
                .given("list/groceries", new ItemRemoved("tea"), new ItemAdded("jam", "Jam"), new ItemCompleted("jam"))
                .given("list/groceries", new ItemReopened("jam"))
                .thenTable(
                        "todo_item",
                        Map.of(
                                "list",
                                "groceries",
                                "item",
                                "milk",
                                "added",
                                2,
                                "title",
                                "Oat milk",
                                "completed_at",
                                AT),
                        row("jam", 7, "Jam"));
        assertThat(titles(groceries)).containsExactly("Milk", "Tea");
    }

    private static Map<String, ?> row(String item, int added, String title) {
        Map<String, @Nullable Object> row =
                new HashMap<>(Map.of("list", "groceries", "item", item, "added", added, "title", title));
        row.put("completed_at", null);
        return row;
    }

    private static List<String> titles(ReadModelFixture lists) {
        return lists.view("list-items", Map.of("list", "groceries")).stream()
                .map(row -> String.valueOf(row.get("title")))
                .toList();
    }

    @Test
    void aRestrictedListIsShownToItsOwnerAndThoseItIsSharedWith() {
        // given
        ReadModelFixture shared = groceries.given("list/groceries", new ListRestricted(), new ListShared("bob"));

        // when, then
        assertThat(shared.by("ann").view("lists", Map.of())).hasSize(1);
        assertThat(shared.by("bob").view("lists", Map.of())).hasSize(1);
        assertThat(shared.by("eve").view("lists", Map.of())).isEmpty();
        shared.thenView("list-readers", Map.of("list", "groceries", "reader", "bob"), Map.of("reader", "bob"));
        shared.thenView("list-readers", Map.of("list", "groceries", "reader", "eve"));
    }
}
