package io.spanwire.notifier.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.List;
import java.util.stream.LongStream;
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
        cursor.pageRead(events(2, 3));

        assertThat(cursor.holdsPage()).isTrue();
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Send(event(2)));
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Send(event(3)));
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

        cursor.pageRead(events(1, 3));

        for (long version = 1; version <= 3; version++) {
            assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Send(event(version)));
        }
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.CaughtUp(3));
    }

    @Test
    void emptyOrTornPageIsReadAgain() {
        for (List<StoredEvent> torn : List.of(List.<StoredEvent>of(), events(2, 3), List.of(event(1), event(3)))) {
            Cursor cursor = Cursor.following(ROOM, 0, 3);
            cursor.step(NOTHING, false);

            cursor.pageRead(torn);

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

        cursor.pageRead(events(1, 1));

        assertThat(cursor.failures()).isZero();
    }

    @Test
    void releasedPageIsReadAgainFromTheNextVersion() {
        Cursor cursor = Cursor.following(ROOM, 0, 3);
        cursor.step(NOTHING, false);
        cursor.pageRead(events(1, 3));
        cursor.step(NOTHING, false);

        cursor.releasePage();

        assertThat(cursor.holdsPage()).isFalse();
        assertThat(cursor.step(NOTHING, false)).isEqualTo(new CursorStep.Read(1));
    }

    @Test
    void unrequestedPageIsIgnored() {
        Cursor cursor = Cursor.following(ROOM, 0, 3);

        cursor.pageRead(events(1, 3));
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

    private static List<StoredEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(CursorTest::event).toList();
    }

    private static StoredEvent event(long version) {
        return new StoredEvent(ROOM, version, 0, "{\"version\":" + version + "}");
    }
}
