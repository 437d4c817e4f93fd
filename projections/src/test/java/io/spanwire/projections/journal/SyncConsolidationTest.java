package io.spanwire.projections.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages are written as their types: {@code "BES"} is Bind, Execute, Sync. */
class SyncConsolidationTest {
    private final Queue<SentCommand> unanswered = new ArrayDeque<>();
    private final SyncConsolidation syncs = new SyncConsolidation(unanswered);
    private final EmbeddedChannel channel = new EmbeddedChannel(new AnswerCompletion(unanswered), syncs);

    @AfterEach
    void nothingIsLeft() {
        assertThat(channel.finish()).isFalse();
        assertThat(unanswered).as("commands without an answer").isEmpty();
    }

    @Test
    void commandsOfARoundTripShareTheLastSync() {
        send("BES", "BEBES", "BES");

        assertThat(sent()).isEqualTo("BEBEBEBES");
        assertThat(answer("2C2C2C2CZ")).isEqualTo("2CZ2C2CZ2CZ");
    }

    @Test
    void answersMayArriveInAnyPieces() {
        send("BES", "BES");
        sent();

        StringBuilder answers = new StringBuilder();
        ByteBuf whole = messages("2TDDC2CZ");
        while (whole.isReadable()) {
            answers.append(receive(whole.readBytes(1)));
        }

        assertThat(answers).hasToString("2TDDCZ2CZ");
    }

    @Test
    void commandsAfterAFailedOneFailToo() {
        send("BES", "BES", "BES");
        sent();

        assertThat(answer("2CEZ")).isEqualTo("2CZEZEZ");
    }

    @Test
    void failedCommandsOfOneRoundTripDoNotAffectTheNext() {
        send("BES", "BES", "BES");
        assertThat(sent()).isEqualTo("BEBEBES");
        assertThat(answer("EZ")).isEqualTo("EZEZEZ");

        send("BES", "BES");

        assertThat(sent()).isEqualTo("BEBES");
        assertThat(answer("2C2CZ")).isEqualTo("2CZ2CZ");
    }

    @Test
    void failureAtTheSyncIsTheLastCommandsOwn() {
        send("BES", "BES");
        sent();

        assertThat(answer("2C2CEZ")).isEqualTo("2CZ2CEZ");
    }

    @Test
    void preparingKeepsItsSync() {
        send("BES", "PDS");
        assertThat(sent()).isEqualTo("BEPDS");
        assertThat(answer("2C1tnZ")).isEqualTo("2CZ1tnZ");

        send("PDS", "BES");

        assertThat(sent()).isEqualTo("PDSBES");
        assertThat(answer("1tnZ2CZ")).isEqualTo("1tnZ2CZ");
    }

    @Test
    void simpleQueryFollowsASync() {
        send("BES", "Q");

        assertThat(sent()).isEqualTo("BESQ");
        assertThat(answer("2CZCZ")).isEqualTo("2CZCZ");
    }

    @Test
    void severalCommandsInOneBufferKeepTheSyncsBetweenThem() {
        send("BESBES", "BES");

        assertThat(sent()).isEqualTo("BESBEBES");
        assertThat(answer("2CZ2C2CZ")).isEqualTo("2CZ2CZ2CZ");
    }

    @Test
    void commandsThatAreAnsweredOneByOneKeepTheirSyncs() {
        syncs.together(false);
        send("BES", "BES");

        assertThat(sent()).isEqualTo("BESBES");
        assertThat(answer("2CZ2CZ")).isEqualTo("2CZ2CZ");
    }

    @Test
    void noticesAreNoAnswers() {
        send("BES", "BES");
        sent();

        assertThat(answer("N2NCS2CNZ")).isEqualTo("N2NCZS2CNZ");
    }

    private void send(String... commands) {
        for (String command : commands) {
            var unused = channel.pipeline().write(messages(command));
        }
        channel.flush();
    }

    private String sent() {
        return types(taken(channel.outboundMessages()));
    }

    private String answer(String messages) {
        return receive(messages(messages));
    }

    private String receive(ByteBuf bytes) {
        channel.writeInbound(bytes);
        return types(taken(channel.inboundMessages()));
    }

    private static ByteBuf messages(String types) {
        ByteBuf messages = Unpooled.buffer();
        types.chars().forEach(type -> {
            String content = type == 'Z' ? "I" : type == 'S' ? "" : "content";
            messages.writeByte(type)
                    .writeInt(content.length() + 4)
                    .writeBytes(content.getBytes(StandardCharsets.US_ASCII));
        });
        return messages;
    }

    private static List<ByteBuf> taken(Queue<Object> messages) {
        List<ByteBuf> taken = new ArrayList<>();
        for (Object each = messages.poll(); each != null; each = messages.poll()) {
            taken.add((ByteBuf) each);
        }
        return taken;
    }

    private static String types(List<ByteBuf> buffers) {
        StringBuilder types = new StringBuilder();
        ByteBuf all = Unpooled.wrappedBuffer(buffers.toArray(new ByteBuf[0]));
        while (all.isReadable()) {
            types.append((char) all.readByte());
            all.skipBytes(all.readInt() - 4);
        }
        return types.toString();
    }
}
