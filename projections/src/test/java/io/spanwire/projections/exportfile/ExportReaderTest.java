package io.spanwire.projections.exportfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportReaderTest {
    private static final UUID COMMAND = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    @Test
    void fileIsReadAsItWasWritten() {
        String text = NotesFile.empty()
                .written("a", 1, 2)
                .written("b", 1)
                .rejected("a")
                .written("a", 3)
                .text();

        List<ExportedCommand> commands = NotesFile.read(text);

        assertThat(commands).extracting(each -> each.events().size()).containsExactly(2, 1, 0, 1);
        assertThat(commands).extracting(ExportedCommand::line).containsExactly(4L, 6L, 7L, 9L);
        assertThat(commands.get(0).events().get(1).body())
                .isEqualTo(text.lines().toList().get(2));
        assertThat(commands.get(0).events().get(1).event().recorded().data()).isEqualTo(new NotesFile.Written("a2"));
        assertThat(commands.get(0).events().get(0).event().recorded().actor()).isEqualTo("u-\"1\"");
        assertThat(commands.get(2).outcome().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.problem().detail()).isEqualTo("Too \"late\" for note/a"));
    }

    @Test
    void headerAndTrailerAreKnownAfterwards() throws Exception {
        ExportReader reader = NotesFile.open(
                NotesFile.of("note/*", Optional.of("token")).written("a", 8).text());

        assertThat(reader.header().scope().text()).isEqualTo("note/*");
        assertThat(reader.header().from()).contains("token");
        assertThat(reader.header().epoch()).isEqualTo(NotesFile.EPOCH);
        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isEmpty();
        assertThat(reader.trailer().next()).isEqualTo(NotesFile.NEXT);
    }

    @Test
    void truncatedFileIsRecognizedWhereverItEnds() {
        List<String> lines = NotesFile.empty().written("a", 1, 2).rejected("a").lines();

        assertBroken("", "truncated", "after line 0");
        for (int kept = 1; kept < lines.size(); kept++) {
            assertBroken(String.join("\n", lines.subList(0, kept)) + "\n", "truncated", "after line " + kept);
        }
        String whole = String.join("\n", lines);
        assertBroken(whole, "truncated");
        assertBroken(whole.substring(0, whole.length() / 2), "truncated");
    }

    @Test
    void everyChangedByteOfAnEventIsNoticed() {
        String text = NotesFile.empty().written("a", 1).text();
        int begin = text.indexOf("{\"specversion");

        for (int at = begin; at < text.indexOf('\n', begin); at++) {
            char other = text.charAt(at) == 'x' ? 'y' : 'x';
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            assertThatThrownBy(() -> NotesFile.read(changed)).as(changed).isInstanceOf(BrokenExport.class);
        }
    }

    @Test
    void eventsOutOfOrderAreNamed() {
        List<String> lines = NotesFile.empty()
                .written("a", 1)
                .written("a", 2)
                .written("a", 3)
                .lines();
        Collections.swap(lines, 3, 5);
        Collections.swap(lines, 4, 6);

        assertBroken(text(lines), "Line 4:", "version 3 of note/a", "version 2 should be");
    }

    @Test
    void repeatedEventIsNamed() {
        List<String> lines = NotesFile.empty().written("a", 1).written("a", 2).lines();
        lines.addAll(5, lines.subList(3, 5));

        assertBroken(text(lines), "Line 6:", "version 2 of note/a", "version 3 should be");
    }

    @Test
    void repeatedOutcomeIsNoticedByTheCounts() {
        List<String> lines = NotesFile.empty().rejected("a").lines();
        lines.add(1, lines.get(1));

        assertBroken(text(lines), "last line", "1 outcomes, and the file has 0 and 2");
    }

    @Test
    void missingLineIsNoticed() {
        List<String> lines =
                NotesFile.empty().written("a", 1).written("b", 1).rejected("c").lines();

        assertBroken(without(lines, 1), "Line 2:", "does not fit the events before it");
        assertBroken(without(lines, 2), "Line 3:", "outcome of command", "before this event");
        assertBroken(without(lines, 5), "last line", "3 outcomes, and the file has 2 and 2");
    }

    @Test
    void outcomeOfOtherEventsIsRefused() {
        NotesFile file = NotesFile.empty().written("a", 1);
        String wrong = file.outcome(NotesFile.accepted("a", COMMAND, 2, 1)).text();

        assertBroken(wrong, "Line 4:", COMMAND.toString(), "does not fit");
    }

    @Test
    void partOfHistoryMayBeginAtAnyVersion() {
        assertThat(NotesFile.read(
                        NotesFile.of("*", Optional.of("t")).written("a", 7, 8).text()))
                .hasSize(1);
        assertBroken(NotesFile.empty().written("a", 7, 8).text(), "Line 2:", "version 1 should be");
    }

    @Test
    void otherStreamsThanTheHeaderNamesAreRefused() {
        assertBroken(NotesFile.of("note/a", Optional.empty()).written("b", 1).text(), "Line 2:", "note/b", "note/a");
        assertBroken(NotesFile.of("note/a", Optional.empty()).rejected("b").text(), "Line 2:", "note/b");
    }

    @Test
    void eventThatNoDomainReadsIsNamedWithoutItsData() {
        String event = NotesFile.event("a", 1, COMMAND);

        assertBroken(
                withEvent(event.replace("/streams/note", "/streams/memo").replace("note.w", "memo.w")),
                "Line 2:",
                "no loaded domain",
                "memo");
        assertBroken(withEvent(event.replace("note.written", "note.erased")), "Line 2:", "note.erased", "version 1");
        assertBroken(withEvent(event.replace("\"text\":\"a1\"", "\"texts\":\"secret\"")), "Line 2:", "texts");
        assertThatThrownBy(() -> NotesFile.read(withEvent(event.replace("\"text\":\"a1\"", "\"texts\":\"secret\""))))
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json at all | is no JSON",
                "[1] | is no JSON object",
                "{} | is neither",
                "{\"a\":1,\"a\":1} | is no JSON",
                "{\"specversion\":\"1.0\"} | \"source\"",
                "{\"specversion\":\"1.0\",\"source\":\"/streams/note/a\",\"version\":\"1\"} | \"version\"",
                "{\"outcome\":\"accepted\"} | \"command\"",
                "{\"outcome\":\"failed\",\"command\":\"018f0000-0000-7000-8000-000000000001\",\"stream\":\"note/a\","
                        + "\"actor\":\"a\",\"fingerprint\":\"f\"} | accepted or rejected",
                "{\"sha256\":\"00\"} | \"events\"",
            })
    void brokenLineIsNamed(String line, String reason) {
        assertBroken(withEvent(line), "Line 2:", reason);
    }

    @Test
    void otherFilesAreRefusedAtTheFirstLine() {
        assertBroken("{\"specversion\":\"1.0\"}\n", "Line 1:", "does not begin an export");
        assertBroken("hello\n", "Line 1:", "no JSON");
        assertBroken(NotesFile.empty().text().replace("export\":1", "export\":2"), "Line 1:", "version 2");
        assertBroken("", "truncated");
    }

    @Test
    void nothingMayFollow() {
        String text = NotesFile.empty().written("a", 1).text();

        assertBroken(text + text, "Line 5:", "follows the end");
    }

    private static String withEvent(String line) {
        List<String> lines = NotesFile.empty().lines();
        lines.add(1, line);
        return text(lines);
    }

    private static String without(List<String> lines, int index) {
        List<String> kept = new ArrayList<>(lines);
        kept.remove(index);
        return text(kept);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static void assertBroken(String text, String... words) {
        ThrowingCallable reading = () -> NotesFile.read(text);
        assertThatThrownBy(reading).isInstanceOf(BrokenExport.class).message().contains(words);
    }
}
