package {{package}};

import io.spanwire.bus.fixture.DeciderFixture;
import {{package}}.{{Name}}Command.AddEntry;
import {{package}}.{{Name}}Command.Open;
import {{package}}.{{Name}}Event.EntryAdded;
import {{package}}.{{Name}}Event.Opened;
import org.junit.jupiter.api.Test;

/** What is decided: pure functions, no server. */
class {{Name}}Test {
    private final DeciderFixture<{{Name}}> none = DeciderFixture.of({{Name}}Domain.TYPE);
    private final DeciderFixture<{{Name}}> open = none.by("ann").given(new Opened("First"));

    @Test
    void isOpenedOnce() {
        none.when(new Open("First")).then(new Opened("First"));
        open.by("bob").when(new Open("Second")).thenRejected({{Name}}.ALREADY_OPEN);
    }

    @Test
    void takesEntriesOnceItIsOpen() {
        none.when(new AddEntry("hello")).thenRejected({{Name}}.NOT_OPEN);
        open.by("bob").when(new AddEntry("hello")).then(new EntryAdded("hello"));
    }

    @Test
    void takesNoMoreEntriesThanItMay() {
        DeciderFixture<{{Name}}> full = open;
        for (int i = 0; i < {{Name}}.MAX_ENTRIES; i++) {
            full = full.given(new EntryAdded("entry " + i));
        }
        full.when(new AddEntry("one more")).thenRejected({{Name}}.FULL);
    }
}
