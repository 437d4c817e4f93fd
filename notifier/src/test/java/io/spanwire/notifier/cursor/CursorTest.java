package io.spanwire.notifier.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");
    private static final RecentEvents NOTHING = (stream, version) -> null;
    private static final RecentEvents EVERYTHING = (stream, version) -> event(version);

    @Test
    void cursorAtTheHeadIsCaughtUpOnce() {
        Cursor cursor = Cursor.following(ROOM, 57, 57);

        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.CaughtUp(57));
        assertThat(cursor.step(NOTHING, false)).isEqualTo(CursorStep.Idle.UNTIL_NOTIFIED);
    }

    @Test
    void emptyStreamIsCaughtUpAtZero() {
        Cursor cursor = Cursor.following(ROOM, 0, 0);

        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.CaughtUp(0));
    }

    @Test
    void replayPrefersTheTail() {
        Cursor cursor = Cursor.following(ROOM, 0, 2);

        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(new CursorStep.Send(event(1)));
        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(new CursorStep.Send(event(2)));
        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(new CursorStep.CaughtUp(2));
    }

    @Test
    void replayReadsHistoryWhenTheTailLacksTheEvent() {
        Cursor cursor = Cursor.following(ROOM, 1, 3);

        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Read(1));
        assertThat(cursor.step(NOTHING, false)).isEqualTo(CursorStep.Idle.UNTIL_READ);
        cursor.pageRead(2, 3);

        assertThat(cursor.holdsPage()).isTrue();
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.SendPage(2, 3));
        cursor.pageSent(2);
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.SendPage(3, 3));
        cursor.pageSent(3);
        assertThat(cursor.holdsPage()).isFalse();
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.CaughtUp(3));
    }

    @Test
    void raisedHeadMakesItRead() {
        Cursor cursor = caughtUpAt(5);

        cursor.raiseHead(6);

        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Read(5));
    }

    @Test
    void oldNotificationChangesNothing() {
        Cursor cursor = caughtUpAt(5);

        cursor.raiseHead(3);

        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(CursorStep.Idle.UNTIL_NOTIFIED);
    }

    @Test
    void fullSinkStopsSendingAndReading() {
        Cursor cursor = Cursor.following(ROOM, 0, 3);

        assertThat(cursor.step(EVERYTHING, true)).isEqualTo(CursorStep.Idle.UNTIL_DRAINED);
        assertThat(cursor.step(NOTHING, true)).isEqualTo(CursorStep.Idle.UNTIL_DRAINED);
        assertThat(cursor.next()).isEqualTo(1);
        assertThat(Cursor.following(ROOM, 3, 3).step(NOTHING, true)).isEqualTo(CursorStep.Idle.UNTIL_DRAINED);
    }

    @Test
    void pageBeyondTheHeadRaisesIt() {
        Cursor cursor = Cursor.following(ROOM, 0, 1);
        cursor.step(NOTHING, false);

        cursor.pageRead(1, 3);

        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.SendPage(1, 3));
        cursor.pageSent(3);
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.CaughtUp(3));
    }

    @Test
    void emptyPageOrOneWithAnotherStartIsReadAgain() {
        for (List<Long> wrong : List.of(List.of(1L, 0L), List.of(2L, 3L), List.of(0L, 3L))) {
            Cursor cursor = Cursor.following(ROOM, 0, 3);
            cursor.step(NOTHING, false);

            cursor.pageRead(wrong.get(0), wrong.get(1));

            assertThat(cursor.step(NOTHING, false)).isEqualTo(CursorStep.Idle.UNTIL_RETRIED);
            cursor.retry();
            assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Read(0));
        }
    }

    @Test
    void tailIsSentWhileHistoryIsUnavailable() {
        Cursor cursor = caughtUpAt(5);
        cursor.raiseHead(6);
        cursor.step(NOTHING, false);

        cursor.readFailed();

        assertThat(cursor.failures()).isEqualTo(1);
        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(new CursorStep.Send(event(6)));
        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(CursorStep.Idle.UNTIL_NOTIFIED);
    }

    @Test
    void pageResetsFailures() {
        Cursor cursor = Cursor.following(ROOM, 0, 1);
        cursor.step(NOTHING, false);
        cursor.readFailed();
        cursor.retry();
        cursor.step(NOTHING, false);

        cursor.pageRead(1, 1);

        assertThat(cursor.failures()).isZero();
    }

    @Test
    void releasedPageIsReadAgainFromTheNextVersion() {
        Cursor cursor = Cursor.following(ROOM, 0, 3);
        cursor.step(NOTHING, false);
        cursor.pageRead(1, 3);
        cursor.pageSent(1);

        cursor.releasePage();

        assertThat(cursor.holdsPage()).isFalse();
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Read(1));
    }

    @Test
    void unrequestedPageIsIgnored() {
        Cursor cursor = Cursor.following(ROOM, 0, 3);

        cursor.pageRead(1, 3);
        cursor.readFailed();

        assertThat(cursor.holdsPage()).isFalse();
        assertThat(cursor.failures()).isZero();
    }

    @Test
    void replayEndsAtItsFirstHead() {
        Cursor cursor = Cursor.replaying(ROOM, 0, 2);
        cursor.raiseHead(9);

        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(new CursorStep.Send(event(1)));
        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(new CursorStep.Send(event(2)));
        assertThat(cursor.step(EVERYTHING, false)).isEqualTo(CursorStep.Idle.ENDED);
        assertThat(Cursor.replaying(ROOM, 0, 0).step(NOTHING, false)).isEqualTo(CursorStep.Idle.ENDED);
    }

    @Test
    void replaySendsNoEventOfAPageAfterItsFirstHead() {
        Cursor cursor = Cursor.replaying(ROOM, 0, 2);
        cursor.step(NOTHING, false);

        cursor.pageRead(1, 9);

        assertThat(cursor.needs(2)).isTrue();
        assertThat(cursor.needs(3)).isFalse();
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.SendPage(1, 2));
        cursor.pageSent(2);
        assertThat(cursor.step(NOTHING, false)).isEqualTo(CursorStep.Idle.ENDED);
    }

    @Test
    void onlyEventsOfThePageCountAsSent() {
        Cursor cursor = Cursor.following(ROOM, 0, 3);
        assertThatThrownBy(() -> cursor.pageSent(1)).isInstanceOf(IllegalStateException.class);
        cursor.step(NOTHING, false);
        cursor.pageRead(1, 2);

        assertThatThrownBy(() -> cursor.pageSent(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cursor.pageSent(3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cursorCannotStartBeyondTheHead() {
        assertThatThrownBy(() -> Cursor.following(ROOM, 4, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cursor.following(ROOM, -1, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterIsAVersionOrNow() {
        assertThat(StartPoint.parse("41").version(57)).isEqualTo(41);
        assertThat(StartPoint.parse("now").version(57)).isEqualTo(57);
        for (String wrong : List.of("", "-1", "4.1", "Now", "9999999999999999999")) {
            assertThatThrownBy(() -> StartPoint.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Cursor caughtUpAt(long version) {
        Cursor cursor = Cursor.following(ROOM, version, version);
        cursor.step(NOTHING, false);
        return cursor;
    }

    private static StoredEvent event(long version) {
        return new StoredEvent(ROOM, version, 0, "{\"version\":" + version + "}");
    }
}
