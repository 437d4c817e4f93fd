package io.spanwire.samples.lists;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.bus.fixture.ProjectionFixture;
import io.spanwire.samples.lists.ListCommand.AddItem;
import io.spanwire.samples.lists.ListCommand.RestrictList;
import io.spanwire.samples.lists.ListCommand.ShareList;
import io.spanwire.samples.lists.ListCommand.UnshareList;
import io.spanwire.samples.lists.ListEvent.ItemAdded;
import io.spanwire.samples.lists.ListEvent.ListCreated;
import io.spanwire.samples.lists.ListEvent.ListRestricted;
import io.spanwire.samples.lists.ListEvent.ListShared;
import io.spanwire.samples.lists.ListEvent.ListUnshared;
import org.junit.jupiter.api.Test;

class SharingTest {
    private static final AddItem MILK = new AddItem("milk", "Milk");

    private final DeciderFixture<TodoList> ofAnn =
            DeciderFixture.of(ListsDomain.LIST).by("ann").given(new ListCreated("Groceries"));
    private final DeciderFixture<TodoList> restricted = ofAnn.given(new ListRestricted());

    @Test
    void everyoneUsesAListUntilItsOwnerRestrictsIt() {
        ofAnn.by("bob").when(MILK).then(new ItemAdded("milk", "Milk"));
        ofAnn.by("bob").when(new RestrictList()).thenRejected(Sharing.NOT_THE_OWNER);
        ofAnn.when(new RestrictList()).then(new ListRestricted());
        ofAnn.when(new ShareList("bob")).thenRejected(Sharing.NOT_RESTRICTED);
        restricted.when(MILK).then(new ItemAdded("milk", "Milk"));
        restricted.by("bob").when(MILK).thenRejected(Sharing.NOT_SHARED);
    }

    @Test
    void ownerSharesAndEndsIt() {
        restricted.by("bob").when(new ShareList("bob")).thenRejected(Sharing.NOT_THE_OWNER);
        restricted.when(new ShareList("bob")).then(new ListShared("bob"));
        restricted.when(new ShareList("ann")).thenRejected(Sharing.ALREADY_SHARED);
        DeciderFixture<TodoList> shared = restricted.given(new ListShared("bob"));
        shared.by("bob").when(MILK).then(new ItemAdded("milk", "Milk"));
        shared.by("ann").when(new UnshareList("bob")).then(new ListUnshared("bob"));
        shared.by("ann").given(new ListUnshared("bob")).by("bob").when(MILK).thenRejected(Sharing.NOT_SHARED);
    }

    @Test
    void ownersAndSharesBecomeRows() {
        ProjectionFixture shares = ProjectionFixture.of(ListsDomain.SHARES, "list/groceries");
        shares.when(new ListCreated("Groceries")).then("insert-owner.sql", Row.of("groceries", "someone"));
        shares.when(new ListRestricted()).then("restrict-list.sql", Row.of("groceries"));
        shares.when(new ListShared("bob")).then("insert-share.sql", Row.of("groceries", "bob"));
        shares.when(new ListUnshared("bob")).then("delete-share.sql", Row.of("groceries", "bob"));
    }
}
