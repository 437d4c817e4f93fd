package io.spanwire.samples.lists;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.fixture.ProjectionFixture;
import io.spanwire.samples.lists.ListEvent.ItemAdded;
import io.spanwire.samples.lists.ListEvent.ItemCompleted;
import io.spanwire.samples.lists.ListEvent.ItemRemoved;
import io.spanwire.samples.lists.ListEvent.ItemRenamed;
import io.spanwire.samples.lists.ListEvent.ItemReopened;
import io.spanwire.samples.lists.ListEvent.ListCreated;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListsProjectionTest {
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    private final ProjectionFixture lists = ProjectionFixture.of(ListsDomain.LISTS, "list/groceries");

    @Test
    void createdListBecomesARow() {
        lists.when(new ListCreated("Groceries")).then("insert-list.sql", Row.of("groceries", "Groceries", AT));
    }

    @Test
    void addedItemBecomesARowAtItsVersion() {
        lists.when(new ListCreated("Groceries"));
        lists.when(new ItemAdded("milk", "Milk")).then("insert-item.sql", Row.of("groceries", "milk", 2L, "Milk"));
    }

    @Test
    void laterEventsChangeTheItemsRow() {
        lists.when(new ItemRenamed("milk", "Oat milk"))
                .then("rename-item.sql", Row.of("groceries", "milk", "Oat milk"));
        lists.when(new ItemCompleted("milk")).then("complete-item.sql", Row.of("groceries", "milk", AT));
        lists.when(new ItemReopened("milk")).then("reopen-item.sql", Row.of("groceries", "milk"));
        lists.when(new ItemRemoved("milk")).then("delete-item.sql", Row.of("groceries", "milk"));
    }
}
