package io.spanwire.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Maven as a user runs it on a project of their own, offline: with what the build itself has resolved, and Spanwire's modules
 * as they are installed. The local repository is a folder of links to the build's own, which stays as it is.
 */
public final class MavenRun {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final long TIMEOUT_MINUTES = 5;

    /** The modules that a project needs from the repository, with their folders. */
    private static final Map<String, String> MODULES = Map.of(
            "spanwire", ".",
            "spanwire-bom", "infra/bom",
            "event-bus", "event-bus",
            "projections", "projections",
            "notifier", "notifier",
            "api-edge", "api-edge",
            "launcher", "infra/launcher",
            "spanwire-test", "infra/testing");

    private final Path repository;

    private MavenRun(Path repository) {
        this.repository = repository;
    }

    /** Creates the local repository in a folder. */
    public static MavenRun prepare(Path folder, String version) throws IOException {
        Path resolved = Path.of(System.getProperty("spanwire.test.repository"));
        Path repository = Files.createDirectories(folder.resolve("repository"));
        link(resolved, repository, "io");
        link(resolved.resolve("io"), Files.createDirectory(repository.resolve("io")), "spanwire");
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            install(repository, module.getKey(), ROOT.resolve(module.getValue()), version);
        }
        return new MavenRun(repository);
    }

    /** Links everything in a folder except one. */
    private static void link(Path from, Path to, String except) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
                }
            }
        }
    }

    private static void install(Path repository, String artifact, Path module, String version) throws IOException {
        Path folder = Files.createDirectories(repository.resolve(Path.of("io", "spanwire", artifact, version)));
        String name = artifact + '-' + version;
        Files.copy(module.resolve("pom.xml"), folder.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, folder.resolve(name + ".jar"));
        }
    }

    /** Runs goals; returns the exit code and the output. */
    public Map.Entry<Integer, String> run(Path project, String... goals) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("spanwire.test.maven"), "bin", "mvn").toString(),
                "--offline",
                "--batch-mode",
                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(goals));
        File output = project.resolve("maven.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        if (!maven.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
        int exit = maven.waitFor();
        String text = Files.readString(output.toPath());
        Files.delete(output.toPath());
        return Map.entry(exit, text);
    }
}
