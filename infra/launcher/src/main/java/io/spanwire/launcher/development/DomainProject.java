package io.spanwire.launcher.development;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folder of a domain's project, laid out as Maven does. */
public record DomainProject(Path folder) {
    private static final String PAGES = "META-INF/resources";

    /** @throws UserFacingException when there is no such project */
    public static DomainProject in(Path folder) {
        DomainProject project = new DomainProject(folder.toAbsolutePath().normalize());
        if (!Files.isDirectory(project.resources())) {
            throw new UserFacingException(
                    "There is no project of a domain in " + project.folder + ": src/main/resources is missing.",
                    "Name its folder with --dev. spanwire new writes a project.");
        }
        return project;
    }

    Path sources() {
        return folder.resolve("src/main/java");
    }

    Path resources() {
        return folder.resolve("src/main/resources");
    }

    /** Where a build tool puts classes. */
    Path builtClasses() {
        return folder.resolve("target/classes");
    }

    /** Where this server puts the classes that it compiles itself. */
    Path compiled() {
        return folder.resolve("target/spanwire-development");
    }

    /** Jars that the domain needs besides what the server includes, where Maven's {@code copy-dependencies} puts them. */
    List<Path> libraries() {
        return files(
                folder.resolve("target/dependency"), file -> file.toString().endsWith(".jar"));
    }

    List<Path> javaFiles() {
        return files(sources(), file -> file.toString().endsWith(".java"));
    }

    /** The present state of what the server runs: sources, classes, statements, migrations. */
    Map<Path, String> code(boolean compiles) {
        Path pages = resources().resolve(PAGES);
        Map<Path, String> states = states(compiles ? sources() : builtClasses(), file -> true);
        states.putAll(states(resources(), file -> !file.startsWith(pages)));
        return states;
    }

    /** The present state of migrations. */
    Map<Path, String> migrations() {
        return states(resources().resolve("db"), file -> true);
    }

    /** The present state of pages, which are served as they are. */
    Map<Path, String> pages() {
        return states(resources().resolve(PAGES), file -> true);
    }

    private static Map<Path, String> states(Path root, Predicate<Path> wanted) {
        Map<Path, String> states = new TreeMap<>();
        files(root, wanted).forEach(file -> states.put(file, state(file)));
        return states;
    }

    /** A file that disappears meanwhile is one that changes. */
    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size();
        } catch (IOException gone) {
            return "gone";
        }
    }

    private static List<Path> files(Path root, Predicate<Path> wanted) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException | UncheckedIOException changing) {
            return List.of(); // a folder was removed while it was read: the next look sees the rest
        }
    }
}
