package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {

    @AfterEach
    void restoreTestConfiguration() throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void upLogsInfoOfSpanwireAndWarningsOfLibrariesToDataFolder(@TempDir Path data) throws Exception {
        Logs.toFile(data);

        LoggerFactory.getLogger("io.spanwire.some.Part").info("own one={}", 1);
        LoggerFactory.getLogger("org.example.Library").info("chatter");
        LoggerFactory.getLogger("org.example.Library").warn("trouble");
        LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").warn("chatter");

        String written = Files.readString(data.resolve("logs").resolve("spanwire.log"));
        assertThat(written).contains("INFO  [main] ", "own one=1", "trouble").doesNotContain("chatter");
        assertThat(written).startsWith("20").contains("Z INFO");
    }
}
