package io.spanwire.acceptance.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.launcher.project.NewProject;
import io.spanwire.launcher.project.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the guide is that of a new project, of the samples and of {@link GuideExamples}, which compile. */
class GuideTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");

    @Test
    void itsJavaIsCompiled(@TempDir Path folder) throws IOException {
        // given
        new NewProject(new ProjectName("auction", "com.acme"), "infra/up").write(folder);
        List<String> sources = new ArrayList<>();
        for (Path root : List.of(
                folder,
                ROOT.resolve("infra/samples/lists/src"),
                Path.of("src/test/java/io/spanwire/acceptance/project"))) {
            sources.addAll(sources(root));
        }

        // when
        List<String> blocks = BLOCK.matcher(Files.readString(ROOT.resolve("infra/docs/guide.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> words(block.replace("```java", "").replace("```", "")))
                .toList();

        // then
        assertThat(blocks).hasSizeGreaterThan(10);
        for (String block : blocks) {
            assertThat(sources).as("Java of the guide: %s", block).anyMatch(source -> source.contains(block));
        }
    }

    private static List<String> sources(Path root) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.add(words(Files.readString(file)));
            }
        }
        return sources;
    }

    /** The text with one space for any white space; where lines break does not matter. */
    private static String words(String text) {
        return text.replaceAll("\\s+(?=[.])", "").replaceAll("\\s+", " ").strip();
    }

    @Test
    void theSecondVersionReadsTheEventsOfTheFirst() {
        DeciderFixture.of(GuideExamples.TYPE)
                .givenStored("entry-added", 1, "{\"text\":\"old\"}")
                .when(new GuideExamples.Close())
                .then();
    }
}
