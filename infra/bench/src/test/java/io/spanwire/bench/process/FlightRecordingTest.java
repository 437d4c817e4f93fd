package io.spanwire.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import jdk.management.jfr.FlightRecorderMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
    @Test
    void isWrittenWhileTheRecordedJvmRuns(@TempDir Path folder) throws Exception {
        // given a recording of this JVM
        FlightRecording recording =
                FlightRecording.start(ManagementFactory.getPlatformMXBean(FlightRecorderMXBean.class));

        // when it is written
        Path file = folder.resolve("recording.jfr");
        recording.writeTo(file);

        // then the file has events
        assertThat(RecordingFile.readAllEvents(file)).isNotEmpty();
    }

    @Test
    void methodsOfAPartAreOrderedByTheirSamples() {
        // given
        MethodSamples samples = new MethodSamples();
        List.of("a", "b", "b", "c", "c", "c").forEach(method -> samples.add(ServerPart.LANES, method));
        samples.add(ServerPart.BROKER, "d");

        // when
        List<MethodSamples.Method> top = samples.top(ServerPart.LANES, 2);

        // then
        assertThat(top).containsExactly(new MethodSamples.Method("c", 3), new MethodSamples.Method("b", 2));
        assertThat(samples.of(ServerPart.LANES)).isEqualTo(6);
        assertThat(samples.total()).isEqualTo(7);
    }

    @Test
    void methodsHaveShortNamesThatAreEqualInEveryRun() {
        assertThat(MethodSamples.shortName("io.netty.channel.Outer$Inner", "run"))
                .isEqualTo("Outer$Inner.run");
        assertThat(MethodSamples.shortName("io.vertx.Thing$$Lambda$12.0x000000080101", "run"))
                .isEqualTo("Thing$$Lambda.run");
        assertThat(MethodSamples.shortName("io.vertx.Thing$$Lambda$12/0x000000080101", "run"))
                .isEqualTo("Thing$$Lambda.run");
    }
}
