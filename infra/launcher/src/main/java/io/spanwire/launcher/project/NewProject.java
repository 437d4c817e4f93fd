package io.spanwire.launcher.project;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The writing of a project for a new domain: a POM, a small domain with its SQL and page, and its tests. The files are
 * resources beside this class, with {@code {{name}}} and the like where the project's own names belong.
 */
public final class NewProject {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z]+)}}");
    private static final String JAVA = "src/main/java/{{path}}/{{Name}}";
    private static final String TESTS = "src/test/java/{{path}}/{{Name}}";
    private static final String RESOURCES = "src/main/resources/";
    private static final String PAGE = RESOURCES + "META-INF/resources/{{name}}/";

    /** A resource, and the file that it becomes. */
    private record Template(String resource, String file) {}

    private static final List<Template> TEMPLATES = List.of(
            new Template("pom.xml", "pom.xml"),
            new Template("README.md", "README.md"),
            new Template("gitignore", ".gitignore"),
            new Template("State.java", JAVA + ".java"),
            new Template("Command.java", JAVA + "Command.java"),
            new Template("Event.java", JAVA + "Event.java"),
            new Template("Domain.java", JAVA + "Domain.java"),
            new Template("service", RESOURCES + "META-INF/services/io.spanwire.bus.domain.Domain"),
            new Template("migration.sql", RESOURCES + "db/{{domain}}/V001__{{domain}}.sql"),
            new Template("insert-overview.sql", RESOURCES + "{{path}}/insert-overview.sql"),
            new Template("insert-entry.sql", RESOURCES + "{{path}}/insert-entry.sql"),
            new Template("entries.sql", RESOURCES + "{{path}}/entries.sql"),
            new Template("list.sql", RESOURCES + "{{path}}/list.sql"),
            new Template("index.html", PAGE + "index.html"),
            new Template("page.js", PAGE + "{{name}}.js"),
            new Template("page.css", PAGE + "{{name}}.css"),
            new Template("DecisionsTest.java", TESTS + "Test.java"),
            new Template("ReadModelTest.java", TESTS + "ReadModelTest.java"),
            new Template("ServerTest.java", TESTS + "ServerTest.java"),
            new Template("EventsTest.java", TESTS + "EventsTest.java"),
            new Template("events.ndjson", "src/test/resources/{{path}}/{{name}}-events.ndjson"));

    private static final List<String> WRAPPER = List.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties");

    private final Map<String, String> values;

    /** @param program what starts a server, for the project's README */
    public NewProject(ProjectName name, String program) {
        values = new HashMap<>(name.values());
        values.put("program", program);
    }

    /**
     * Writes the project.
     *
     * @return its files
     * @throws UserFacingException when the folder has files already
     */
    public List<Path> write(Path folder) {
        refuseFiles(folder);
        List<Path> files = new ArrayList<>();
        try {
            for (Template template : TEMPLATES) {
                Path file = folder.resolve(filled(template.file));
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                files.add(Files.writeString(file, filled(text(template.resource))));
            }
            for (String each : WRAPPER) {
                Path file = folder.resolve(each);
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                files.add(Files.write(file, bytes(each)));
            }
            if (!folder.resolve("mvnw").toFile().setExecutable(true)) {
                throw new IOException("mvnw cannot be made executable");
            }
            return files;
        } catch (IOException e) {
            throw new UserFacingException(
                    "The project cannot be written to " + folder + ": " + e.getMessage(),
                    "Give a folder with --directory that this user may create and write.",
                    e);
        }
    }

    private static void refuseFiles(Path folder) {
        try {
            if (Files.exists(folder) && !isEmpty(folder)) {
                throw new UserFacingException(
                        folder + " has files already. Nothing was written.", "Choose another folder with --directory.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private String filled(String template) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Objects.requireNonNull(values.get(found.group(1)), () -> "No value for " + found.group())));
    }

    private static String text(String resource) throws IOException {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(NewProject.class.getResourceAsStream(resource), "No resource " + resource)) {
            return in.readAllBytes();
        }
    }
}
