package io.spanwire.acceptance.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.project.NewProject;
import io.spanwire.launcher.project.ProjectName;
import io.spanwire.launcher.start.UserFacingException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewProjectTest {
    private static final String PROGRAM = "/spanwire/infra/up";

    /** Among them a reserved word of SQL. */
    @ParameterizedTest
    @CsvSource({"auction,com.acme,Auction", "line-item,example,LineItem", "order,com.acme.shop,Order"})
    void itsSourcesCompile(String name, String javaPackage, String className, @TempDir Path folder) throws Exception {
        // when
        List<Path> files = new NewProject(new ProjectName(name, javaPackage), PROGRAM).write(folder);

        // then
        List<Path> sources =
                files.stream().filter(file -> file.toString().endsWith(".java")).toList();
        assertThat(sources).anyMatch(file -> file.endsWith(className + "Domain.java"));
        assertThat(compilerMessages(sources, Files.createDirectory(folder.resolve("out"))))
                .isEmpty();
        for (Path file : files) {
            if (!file.getFileName().toString().startsWith("mvnw")) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("{{", "@project", "-plugin.version@");
            }
        }
        assertThat(folder.resolve("mvnw")).isExecutable();
        assertThat(Files.readString(folder.resolve("README.md"))).contains(PROGRAM + " --domains target/" + name);
    }

    private static String compilerMessages(List<Path> sources, Path out) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-Xlint:all,-processing,-classfile,-path", "-parameters", "-d", out.toString(), "-cp", classPath());
            compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return messages.toString();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    @Test
    void aFolderWithFilesStaysAsItIs(@TempDir Path folder) throws Exception {
        // given
        Files.writeString(folder.resolve("pom.xml"), "mine");
        NewProject project = new NewProject(new ProjectName("auction", "com.acme"), PROGRAM);

        // when, then
        assertThatThrownBy(() -> project.write(folder))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("has files already");
        assertThat(content(folder)).isEqualTo(Map.of("pom.xml", "mine"));
    }

    private static Map<String, String> content(Path folder) throws Exception {
        Map<String, String> content = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                content.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Auction",
                "1st",
                "a_b",
                "a--b",
                "a-",
                "-a",
                "aaaaaaaaaabbbbbbbbbbccccccccccddd",
                "../x",
                "string",
                "object",
                "class",
                "record",
                "view",
                "projection",
                "row",
                "list",
                "test",
                "opened"
            })
    void namesThatMakeNoProjectAreRefused(String name) {
        assertThatThrownBy(() -> new ProjectName(name, "com.acme")).isInstanceOf(UserFacingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "com.",
                "com..acme",
                "Com.acme",
                "com.new",
                "com/acme",
                "java.util",
                "io.spanwire.x",
                "com.acme;"
            })
    void packagesThatJavaDoesNotTakeAreRefused(String javaPackage) {
        assertThatThrownBy(() -> new ProjectName("auction", javaPackage)).isInstanceOf(UserFacingException.class);
    }
}
