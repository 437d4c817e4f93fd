package io.spanwire.edge.page;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of the domains' pages, for the start page: each folder with an {@code index.html} that is named like a domain or
 * one of its stream types, with the page's own title and description.
 */
public final class DomainPages {
    public static final String PATH = "/pages.json";

    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final Pattern DESCRIPTION = Pattern.compile("<meta\\s+name=\"description\"\\s+content=\"([^\"]*)\"");

    private DomainPages() {}

    /** A page: its path, and what it says of itself; the description may be empty. */
    record Link(String path, String title, String description) {
        private static Link of(String folder, String html) {
            String title = first(TITLE, html).orElse(folder);
            return new Link('/' + folder + '/', title, first(DESCRIPTION, html).orElse(""));
        }

        private static Optional<String> first(Pattern pattern, String html) {
            Matcher matcher = pattern.matcher(html);
            return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
        }
    }

    /** The list as JSON. */
    public static StaticPage list(Domains domains, ClassLoader classes) {
        return StaticPage.of(Json.write(links(domains, classes)), "application/json");
    }

    static List<Link> links(Domains domains, ClassLoader classes) {
        return domains.all().stream()
                .flatMap(DomainPages::folders)
                .distinct()
                .flatMap(folder -> link(folder, classes).stream())
                .toList();
    }

    private static Stream<String> folders(Domain domain) {
        return Stream.concat(
                Stream.of(domain.name()), domain.streamTypes().stream().map(StreamType::name));
    }

    private static Optional<Link> link(String folder, ClassLoader classes) {
        try (InputStream in = classes.getResourceAsStream(StaticPages.ROOT + folder + "/index.html")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(Link.of(folder, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the page " + folder, unreadable);
        }
    }
}
