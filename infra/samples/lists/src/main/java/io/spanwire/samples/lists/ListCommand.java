package io.spanwire.samples.lists;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/** The commands of a list. The client chooses an item's id, so it can refer to the item before the server answers. */
sealed interface ListCommand {
    int MAX_TITLE = 200;
    int MAX_SUBJECT = 256;
    String ROOM = "^[A-Za-z0-9._~-]{1,128}$";
    String ITEM_ID = "^[A-Za-z0-9._~-]{1,64}$";

    record CreateList(@NotBlank @Size(max = MAX_TITLE) String title) implements ListCommand {}

    /** From now on the list is for its owner and those it is shared with. */
    record RestrictList() implements ListCommand {}

    /** Shares a restricted list with a subject. */
    record ShareList(@NotBlank @Size(max = MAX_SUBJECT) String with) implements ListCommand {}

    record UnshareList(@NotBlank @Size(max = MAX_SUBJECT) String with) implements ListCommand {}

    record AddItem(@NotNull @Pattern(regexp = ITEM_ID) String item, @NotBlank @Size(max = MAX_TITLE) String title)
            implements ListCommand {}

    record RenameItem(@NotNull @Pattern(regexp = ITEM_ID) String item, @NotBlank @Size(max = MAX_TITLE) String title)
            implements ListCommand {}

    record CompleteItem(@NotNull @Pattern(regexp = ITEM_ID) String item) implements ListCommand {}

    record ReopenItem(@NotNull @Pattern(regexp = ITEM_ID) String item) implements ListCommand {}

    record RemoveItem(@NotNull @Pattern(regexp = ITEM_ID) String item) implements ListCommand {}

    /** From now on a room of the chat is told what happens on the list. */
    record AnnounceList(@NotNull @Pattern(regexp = ROOM) String room) implements ListCommand {}

    record SetDue(@NotNull @Pattern(regexp = ITEM_ID) String item, @NotNull Instant due) implements ListCommand {}

    record ClearDue(@NotNull @Pattern(regexp = ITEM_ID) String item) implements ListCommand {}

    /** Sent by a timer when an item is due. */
    record RemindOfItem(@NotNull @Pattern(regexp = ITEM_ID) String item) implements ListCommand {}
}
