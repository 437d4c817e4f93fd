package io.spanwire.launcher.development;

import io.spanwire.launcher.start.UserFacingException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Java compiler of the JDK that runs the server. Each run has a folder of its own, because a server with the classes of
 * the one before still runs.
 */
final class DomainCompiler {
    private static final int SHOWN_ERRORS = 10;

    private final DomainProject project;
    private final JavaCompiler compiler;
    private int runs;

    private DomainCompiler(DomainProject project, JavaCompiler compiler) {
        this.project = project;
        this.compiler = compiler;
    }

    /** Empty when Java runs without a compiler, or the project has no Java sources: then a build tool compiles. */
    static Optional<DomainCompiler> of(DomainProject project) {
        return project.javaFiles().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                        .map(found -> new DomainCompiler(project, found));
    }

    /**
     * Compiles all sources and returns the folder of their classes.
     *
     * @throws UserFacingException with the errors
     */
    Path compile() {
        try {
            Path classes = emptyFolder();
            compile(classes);
            return classes;
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot compile into " + project.compiled(), unusable);
        }
    }

    private void compile(Path classes) throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-cp", classPath(), "-parameters", "-g", "-proc:none", "-nowarn");
            boolean compiled = compiler.getTask(
                            null, files, found, options, null, files.getJavaFileObjectsFromPaths(project.javaFiles()))
                    .call();
            if (!compiled) {
                throw new UserFacingException(errors(found), "The server runs what was compiled before.");
            }
        }
    }

    private String classPath() {
        return Stream.concat(
                        project.libraries().stream().map(Path::toString),
                        Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String errors(DiagnosticCollector<JavaFileObject> found) {
        List<String> errors = found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(this::line)
                .toList();
        String shown = errors.stream().limit(SHOWN_ERRORS).collect(Collectors.joining("\n"));
        return errors.size() <= SHOWN_ERRORS
                ? shown
                : shown + "\nand " + (errors.size() - SHOWN_ERRORS) + " more errors";
    }

    private String line(Diagnostic<? extends JavaFileObject> error) {
        JavaFileObject source = error.getSource();
        String place = source == null
                ? ""
                : project.folder().relativize(Path.of(source.toUri())) + ":" + error.getLineNumber() + ": ";
        return place + error.getMessage(Locale.ROOT);
    }

    private Path emptyFolder() throws IOException {
        if (runs == 0) {
            removeAll(project.compiled()); // of an earlier process; those of this one may still run
        }
        runs++;
        return Files.createDirectories(folder(runs));
    }

    /** Its name is what the domain's origin is shown as. */
    private Path folder(int run) {
        return project.compiled().resolve(project.folder().getFileName() + "-" + run);
    }

    private static void removeAll(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> found = Files.walk(root)) {
                for (Path file : found.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
