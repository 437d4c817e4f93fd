package io.spanwire.launcher.project;

import io.spanwire.launcher.start.UserFacingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The name of a new domain, which is also that of its stream type, and its Java package.
 *
 * @param name like {@code line-item}
 * @param javaPackage like {@code com.acme}
 */
public record ProjectName(String name, String javaPackage) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    /** Classes that the project itself has or imports, besides those of the domain API. */
    private static final Set<String> USED = Set.of("List", "Map", "Test", "Open", "Opened", "AddEntry", "EntryAdded");

    /** @throws UserFacingException when one of them cannot be used */
    public ProjectName {
        if (!NAME.matcher(name).matches() || name.endsWith("-") || name.contains("--")) {
            throw new UserFacingException(
                    name + " cannot be the name of a stream type.",
                    "It has 1 to 32 characters: lower-case letters, digits, and - between them, and begins with a letter,"
                            + " like line-item.");
        }
        if (isUsed(className(name))) {
            throw new UserFacingException(
                    name + " would make the class " + className(name) + ", and there is one with that name already.",
                    "Choose a more special name, like " + shortened(name) + "-book.");
        }
        if (!PACKAGE.matcher(javaPackage).matches() || !SourceVersion.isName(javaPackage)) {
            throw new UserFacingException(
                    javaPackage + " cannot be a Java package.",
                    "It has lower-case words that are not Java's own, with dots between them, like com.acme.");
        }
        if (javaPackage.equals("java") || javaPackage.startsWith("java.") || javaPackage.startsWith("io.spanwire")) {
            throw new UserFacingException(
                    javaPackage + " is taken.", "Choose a package of your own with --package, like com.acme.");
        }
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), 20));
    }

    private static boolean isUsed(String className) {
        return USED.contains(className)
                || ProjectName.class.getResource("/io/spanwire/bus/domain/" + className + ".class") != null
                || ClassLoader.getSystemResource("java/lang/" + className + ".class") != null;
    }

    private static String className(String name) {
        return Arrays.stream(name.split("-", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** Like {@code LineItem}. */
    String className() {
        return className(name);
    }

    /** What stands for {@code {{name}}} and the others in a template. */
    Map<String, String> values() {
        String words = name.replace('-', ' ');
        return Map.of(
                "name",
                name,
                "Name",
                className(),
                "title",
                words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
                "domain",
                name.replace('-', '_'),
                "package",
                javaPackage,
                "path",
                javaPackage.replace('.', '/'));
    }
}
