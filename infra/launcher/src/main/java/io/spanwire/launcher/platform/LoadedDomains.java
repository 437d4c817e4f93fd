package io.spanwire.launcher.platform;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;

/**
 * Domains found by {@link java.util.ServiceLoader} in jars, and on the class path. The classes also serve the resources
 * of the jars (migrations, statements, web pages); they stay open until {@link #close()}.
 */
public record LoadedDomains(Domains domains, URLClassLoader classes) implements AutoCloseable {

    /**
     * Loads from jar files and folders of jar files; no path means the class path alone. A jar named by itself has a domain; in
     * a folder there may be jars of libraries beside those of domains.
     *
     * @throws UserFacingException when a file is no jar, a jar or folder has no domain, two jars have the same one, or one cannot be made
     */
    public static LoadedDomains from(List<Path> paths) {
        List<DomainJar> jars = paths.stream()
                .distinct()
                .flatMap(path -> jars(path).stream())
                .distinct()
                .toList();
        refuseSameClasses(jars);
        URLClassLoader classes = new URLClassLoader(
                "domains", jars.stream().map(DomainJar::url).toArray(URL[]::new), LoadedDomains.class.getClassLoader());
        try {
            return new LoadedDomains(Domains.load(classes), classes);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            close(classes);
            throw new UserFacingException(
                    "The domains in " + paths + " cannot be loaded: " + e.getMessage(),
                    "Check " + DomainJar.SERVICE + " in those jars, and what they need.",
                    e);
        }
    }

    private static List<DomainJar> jars(Path path) {
        List<DomainJar> jars = Files.isDirectory(path) ? inFolder(path) : List.of(DomainJar.open(path));
        if (jars.stream().allMatch(jar -> jar.providers().isEmpty())) {
            throw new UserFacingException(
                    path + " has no domain.",
                    "The jar of a domain names its class in " + DomainJar.SERVICE
                            + ". Jars of libraries go into a folder with the domain's, and the folder into the setting domains.");
        }
        return jars;
    }

    private static List<DomainJar> inFolder(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
            entries.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars.stream().sorted().map(DomainJar::open).toList();
    }

    /** A class loader would take the first and say nothing of the other. */
    private static void refuseSameClasses(List<DomainJar> jars) {
        ClassLoader server = LoadedDomains.class.getClassLoader();
        Map<String, Path> seen = new HashMap<>();
        for (DomainJar jar : jars) {
            for (String provider : jar.providers()) {
                Path other = seen.putIfAbsent(provider, jar.file());
                if (other != null) {
                    throw twice(provider, other.toString(), jar);
                }
                if (server.getResource(provider.replace('.', '/') + ".class") != null) {
                    throw twice(provider, "the class path", jar);
                }
            }
        }
    }

    private static UserFacingException twice(String provider, String first, DomainJar second) {
        return new UserFacingException(
                "The domain " + provider + " is in both " + first + " and " + second.file() + ".",
                "Keep one of them: only one could be used.");
    }

    /** What was loaded, a line for each domain. */
    public List<String> descriptions() {
        return domains.all().stream().map(LoadedDomains::description).toList();
    }

    private static String description(Domain domain) {
        int commands = domain.streamTypes().stream()
                .mapToInt(type -> type.commands().size())
                .sum();
        return "domain " + domain.name() + " (" + Domains.origin(domain) + "): " + count(commands, "command") + ", "
                + count(domain.projections().size(), "projection") + ", "
                + count(domain.views().size(), "view");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    @Override
    public void close() {
        close(classes);
    }

    private static void close(URLClassLoader classes) {
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
